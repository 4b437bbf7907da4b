using System.Globalization;

namespace DurableSdk.BuildBenchmark;

/// <param name="Workflows">How many; each has five steps.</param>
/// <param name="Rounds">How often each build is measured.</param>
/// <param name="IsLean">Without the plain code that belongs to no workflow.</param>
/// <param name="IsCold">A compiler process per build, instead of a compiler server that is warm.</param>
/// <param name="Keep">Where the project is written and left; null for a directory that is deleted.</param>
internal sealed record Options(int Workflows, int Rounds, bool IsLean, bool IsCold, string? Keep)
{
    public const string Usage = "options: --workflows 1000  --rounds 5  --lean  --cold  --keep <directory>";

    public static Options? Parse(string[] args)
    {
        var options = new Options(1000, 5, false, false, null);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i], value)
            {
                case ("--workflows", not null):
                    options = options with { Workflows = int.Parse(args[++i], CultureInfo.InvariantCulture) };
                    break;
                case ("--rounds", not null):
                    options = options with { Rounds = int.Parse(args[++i], CultureInfo.InvariantCulture) };
                    break;
                case ("--keep", not null):
                    options = options with { Keep = args[++i] };
                    break;
                case ("--lean", _):
                    options = options with { IsLean = true };
                    break;
                case ("--cold", _):
                    options = options with { IsCold = true };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
