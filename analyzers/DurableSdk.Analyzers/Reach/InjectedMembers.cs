using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which fields and properties of a class hold what its constructors are given. Read once per class, when one is asked for.</summary>
internal sealed class InjectedMembers(Facts facts, CancellationToken cancel)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, HashSet<ISymbol>> _ofTypes = new(SymbolEqualityComparer.Default);

    public bool Contains(ISymbol member) =>
        member is { IsStatic: false, ContainingType: { } type }
        && _ofTypes.GetOrAdd(type.OriginalDefinition, Collect).Contains(member.OriginalDefinition);

    private HashSet<ISymbol> Collect(INamedTypeSymbol type)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var syntax in type.InstanceConstructors.SelectMany(c => c.DeclaringSyntaxReferences).Select(r => r.GetSyntax(cancel)))
        {
            if (syntax is TypeDeclarationSyntax)
                AddInitialized(type, found);
            else if (facts.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancel) is { } body)
                AddAssigned(body, found);
        }

        return found;
    }

    private static void AddAssigned(IOperation body, HashSet<ISymbol> found)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is ISimpleAssignmentOperation assignment)
                Add(assignment.Target, assignment.Value, found);
            else if (operation is IDeconstructionAssignmentOperation { Target: ITupleOperation targets } deconstruction
                && deconstruction.Value.Unconverted() is ITupleOperation values && values.Elements.Length == targets.Elements.Length)
            {
                for (var i = 0; i < values.Elements.Length; i++)
                    Add(targets.Elements[i], values.Elements[i], found);
            }
        }
    }

    private static void Add(IOperation target, IOperation value, HashSet<ISymbol> found)
    {
        if (target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var member } && IsGiven(value))
            found.Add(member.OriginalDefinition);
    }

    /// <summary>The initialisers of a class with a primary constructor, and the properties that a record makes of its parameters.</summary>
    private void AddInitialized(INamedTypeSymbol type, HashSet<ISymbol> found)
    {
        foreach (var member in type.GetMembers().Where(m => m is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }))
        {
            var syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel);
            if (syntax is ParameterSyntax)
                found.Add(member);
            var initializer = (syntax as VariableDeclaratorSyntax)?.Initializer ?? (syntax as PropertyDeclarationSyntax)?.Initializer;
            if (initializer is not null
                && facts.Compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer.Value, cancel) is { } value && IsGiven(value))
                found.Add(member);
        }
    }

    /// <summary>A parameter of the constructor, also behind a guard or a default, or what a given service makes.</summary>
    private static bool IsGiven(IOperation? value) => value switch
    {
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        IConversionOperation conversion => IsGiven(conversion.Operand),
        ICoalesceOperation coalesce => IsGiven(coalesce.Value) || IsGiven(coalesce.WhenNull),
        IConditionalOperation conditional => IsGiven(conditional.WhenTrue) || IsGiven(conditional.WhenFalse),
        IInvocationOperation call => call.Arguments.Any(a => IsGiven(a.Value) && IsSame(a.Value.Type, call.Type)) || IsMade(call, Receivers.Of(call)),
        IPropertyReferenceOperation property => IsMade(property, property.Instance),
        _ => false,
    };

    /// <summary>What is got from a service is a service; a list or a value that is got from it is the class's own.</summary>
    private static bool IsMade(IOperation got, IOperation? from) => from is not null && got.Type is { } type && !Values.IsValue(type) && IsGiven(from);

    private static bool IsSame(ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
