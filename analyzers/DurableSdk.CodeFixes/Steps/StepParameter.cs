using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>What a step is given.</summary>
/// <param name="Name">Its name in the step.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">What the caller passes.</param>
internal sealed record StepParameter(string Name, ITypeSymbol Type, ExpressionSyntax Value);
