using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.RoslynTests.Suppressors;

/// <summary>The analyzers that come with the SDK which built the tests.</summary>
internal static class SdkAnalyzers
{
    private static readonly string[] Files = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];

    public static IReadOnlyList<DiagnosticAnalyzer> Reporting(string id)
    {
        var folder = typeof(SdkAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SdkAnalyzers").Value!;
        Assume.That(Files.Select(file => Path.Combine(folder, file)), Is.All.Matches<string>(File.Exists), "the SDK that built the tests is here");
        return [.. Files.SelectMany(file => AnalyzersIn(Path.Combine(folder, file))).Where(a => a.SupportedDiagnostics.Any(d => d.Id == id))];
    }

    private static IEnumerable<DiagnosticAnalyzer> AnalyzersIn(string file) => TypesIn(Assembly.LoadFrom(file))
        .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    /// <summary>Without the code fixes, which want assemblies of an editor.</summary>
    private static IEnumerable<Type> TypesIn(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
