using System.Text;

namespace Quickstart;

/// <summary>A row of a CSV file with its line; no fields where a quote isn't closed.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);

/// <summary>
/// CSV: commas, and quotes around fields that hold commas or (doubled) quotes. A field doesn't go on in the next line, so that one
/// forgotten quote costs one row and not the rest of the file. Empty lines are skipped.
/// </summary>
internal static class Csv
{
    public static IEnumerable<CsvRow> Read(TextReader reader)
    {
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length > 0)
                yield return new CsvRow(line, Split(text));
        }
    }

    private static List<string> Split(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }

        fields.Add(field.ToString());
        return quoted ? [] : fields;
    }
}
