using System.Globalization;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>What steps really did in one life of the program.</summary>
internal sealed class JournalLog
{
    private JournalLog(int incarnation, IReadOnlyList<JournalLine> lines)
    {
        Incarnation = incarnation;
        Lines = lines;
    }

    public int Incarnation { get; }

    public IReadOnlyList<JournalLine> Lines { get; }

    public IEnumerable<JournalLine> Begun => Lines.Where(line => line.What == "begin");

    public static JournalLog Read(int incarnation, string path) => new(incarnation, ReadLines(path));

    private static List<JournalLine> ReadLines(string path)
    {
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var complete = reader.ReadToEnd().Split('\n')[..^1];
        return [.. complete.Select(Parse)];
    }

    private static JournalLine Parse(string line)
    {
        var fields = line.Split('\t');
        return new JournalLine(fields[0], new StepKey(fields[1], fields[2], int.Parse(fields[3], CultureInfo.InvariantCulture)), fields[4]);
    }
}

/// <param name="What">begin, done or failed.</param>
/// <param name="Step">Whose attempt.</param>
/// <param name="Execution">Unique over all lives of the program.</param>
internal sealed record JournalLine(string What, StepKey Step, string Execution);
