using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>The connection and transaction of a transactional step: parameters that the runtime fills in.</summary>
internal static class TransactionRules
{
    private const string Namespace = "System.Data.Common";

    /// <returns>What generated code passes for a parameter of the type; null where it is an argument.</returns>
    public static string? FilledBy(ITypeSymbol type) => Is(type, "DbConnection") ? $"{WellKnownNames.StepTransaction}.Connection"
        : Is(type, "DbTransaction") ? $"{WellKnownNames.StepTransaction}.Transaction"
        : null;

    /// <summary>Whether its own <c>[Step]</c> says so.</summary>
    public static bool IsTransactional(IMethodSymbol method) => method.GetAttributes()
        .Any(a => a.AttributeClass?.Name == "StepAttribute" && a.NamedArguments.Any(n => n is { Key: "Transactional", Value.Value: true }));

    public static bool Check(IMethodSymbol method, AttributeData attribute, StepOptionsModel options, ProblemSink? sink)
    {
        var parameters = method.Parameters.Where(p => IsConnectionOrTransaction(p.Type)).ToList();
        if (!options.IsTransactional)
        {
            foreach (var parameter in parameters)
                sink?.Invoke(Rules.Rules.ConnectionWithoutTransaction, parameter.Locations.FirstOrDefault(), parameter.Name, method.Name);
            return parameters.Count == 0;
        }

        var at = attribute.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : method.Locations.FirstOrDefault();
        if (options.Pipeline is not null)
            sink?.Invoke(Rules.Rules.PipelineInTransaction, at, method.Name);
        if (parameters.Count == 0)
            sink?.Invoke(Rules.Rules.TransactionWithoutConnection, at, method.Name);
        return options.Pipeline is null & parameters.Count > 0 & CheckTypes(method, parameters, sink);
    }

    private static bool CheckTypes(IMethodSymbol method, List<IParameterSymbol> parameters, ProblemSink? sink)
    {
        var good = true;
        var seen = new HashSet<string>();
        foreach (var parameter in parameters)
        {
            var filled = FilledBy(parameter.Type);
            if (filled is not null && parameter.RefKind == RefKind.None && seen.Add(filled))
                continue;
            var why = parameter.RefKind != RefKind.None ? "passed by reference"
                : filled is null ? $"a {SignatureRules.Short(parameter.Type)}"
                : $"a second {parameter.Type.Name}";
            sink?.Invoke(Rules.Rules.WrongConnectionType, parameter.Locations.FirstOrDefault(), parameter.Name, method.Name, why);
            good = false;
        }

        return good;
    }

    private static bool IsConnectionOrTransaction(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (FilledBy(current) is not null)
                return true;
        }

        return type is INamedTypeSymbol { Name: "IDbConnection" or "IDbTransaction", ContainingType: null } named
            && named.ContainingNamespace.ToDisplayString() == "System.Data";
    }

    private static bool Is(ITypeSymbol type, string name) =>
        type is INamedTypeSymbol { ContainingType: null } named && named.Name == name && named.ContainingNamespace.ToDisplayString() == Namespace;
}
