using System.Globalization;
using System.Security;
using System.Text;

namespace DurableSdk.Benchmarks;

/// <summary>The rows with a reach as bars, on a scale of powers of ten: what ends right of the line is reached.</summary>
internal static class Plot
{
    private const int Width = 900;
    private const int Margin = 20;
    private const int Top = 74;
    private const int RowHeight = 44;
    private const int BarHeight = 16;

    /// <summary>Where the scale ends on either side, in powers of ten.</summary>
    private const double Decades = 2;

    private const string Reached = "#2f7d4f";
    private const string Missed = "#c2571a";

    public static string Of(MachineFacts machine, IEnumerable<Row> rows)
    {
        var compared = rows.Where(row => row.Comparison is not null).ToArray();
        var bottom = Top + (compared.Length * RowHeight);
        var text = new StringBuilder();
        text.AppendLine(Text($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {bottom + 40}" width="{Width}" height="{bottom + 40}" font-family="system-ui, sans-serif" font-size="13" fill="#222">"""));
        text.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        text.AppendLine(Label(Margin, 28, "What durable steps cost, and how far each figure is to reach", "font-size=\"17\" font-weight=\"600\""));
        text.AppendLine(Label(Margin, 48, machine.ToString().Replace("`", "", StringComparison.Ordinal), "font-size=\"11\" fill=\"#555\""));
        foreach (var (power, name) in new[] { (-2, "a hundredth"), (-1, "a tenth"), (0, "the reach"), (1, "10 times as good"), (2, "") })
        {
            text.AppendLine(Text($"""<line x1="{X(power):F1}" y1="{Top - 10}" x2="{X(power):F1}" y2="{bottom + 6}" stroke="{(power == 0 ? "#222" : "#ddd")}"/>"""));
            text.AppendLine(Label(X(power), bottom + 22, name, $"font-size=\"11\" fill=\"#555\" text-anchor=\"{(power == -Decades ? "start" : "middle")}\""));
        }

        foreach (var (index, row) in compared.Index())
            text.Append(Bar(Top + (index * RowHeight), row, row.Comparison!));
        return text.AppendLine("</svg>").ToString();
    }

    private static string Bar(int y, Row row, Comparison comparison)
    {
        var (left, right) = (X(-Decades), X(Math.Log10(Math.Max(comparison.Share, double.Epsilon))));
        var colour = comparison.IsReached ? Reached : Missed;
        return new StringBuilder()
            .AppendLine(Label(left, y + 12, row.What, "paint-order=\"stroke\" stroke=\"white\" stroke-width=\"4\""))
            .AppendLine(Text($"""<rect x="{left:F1}" y="{y + 18}" width="{Math.Max(1, right - left):F1}" height="{BarHeight}" fill="{colour}"/>"""))
            .AppendLine(Label(Width - Margin, y + 12, $"{comparison.Text} ({comparison.Reach})", $"text-anchor=\"end\" fill=\"{colour}\" paint-order=\"stroke\" stroke=\"white\" stroke-width=\"4\""))
            .ToString();
    }

    private static double X(double power) => Margin + ((Math.Clamp(power, -Decades, Decades) + Decades) / (2 * Decades) * (Width - (2 * Margin)));

    private static string Label(double x, double y, string text, string attributes) =>
        Text($"""<text x="{x:F1}" y="{y:F1}" {attributes}>{SecurityElement.Escape(text)}</text>""");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
