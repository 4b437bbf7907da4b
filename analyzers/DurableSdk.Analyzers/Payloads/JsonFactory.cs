using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>For which types a <c>JsonConverterFactory</c> of this compilation speaks, read from its <c>CanConvert</c>.</summary>
internal static class JsonFactory
{
    /// <returns>The types that it compares with, a derived or constructed one meant too; null where the code says it in another way.</returns>
    public static IReadOnlyList<ITypeSymbol>? TypesOf(INamedTypeSymbol factory, Compilation compilation, CancellationToken cancel)
    {
        var canConvert = JsonNames.BasesAndSelf(factory).Select(t => t.GetMembers("CanConvert").OfType<IMethodSymbol>().FirstOrDefault(m => m.IsOverride)).FirstOrDefault(m => m is not null);
        if (canConvert?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancel) is not MethodDeclarationSyntax method)
            return null;
        var answer = method.ExpressionBody?.Expression ?? (method.Body is { Statements.Count: 1 } body ? (body.Statements[0] as ReturnStatementSyntax)?.Expression : null);
        return answer is not null && compilation.GetSemanticModel(answer.SyntaxTree).GetOperation(answer, cancel) is { } condition ? TypesIn(condition) : null;
    }

    private static IReadOnlyList<ITypeSymbol>? TypesIn(IOperation condition) => condition.Unconverted() switch
    {
        { ConstantValue: { HasValue: true, Value: false } } => [],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => TypesIn(both.LeftOperand) ?? TypesIn(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            TypesIn(either.LeftOperand) is { } left && TypesIn(either.RightOperand) is { } right ? [.. left, .. right] : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => Named(equal.LeftOperand) ?? Named(equal.RightOperand),
        IInvocationOperation { TargetMethod.Name: "IsAssignableFrom", Instance: { } named } => Named(named),
        IInvocationOperation { TargetMethod.Name: "IsAssignableTo" or "IsSubclassOf", Arguments: { Length: 1 } arguments } => Named(arguments[0].Value),
        IPropertyReferenceOperation { Property.Name: "IsEnum" } => [],
        _ => null,
    };

    private static IReadOnlyList<ITypeSymbol>? Named(IOperation operand) =>
        operand.Unconverted() is ITypeOfOperation { TypeOperand: { TypeKind: not TypeKind.TypeParameter } type } ? [type.OriginalDefinition] : null;
}
