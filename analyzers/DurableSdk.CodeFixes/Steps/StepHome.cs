using DurableSdk.CodeFixes.Rewriting;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>The class that gets the step, and the member after which it comes.</summary>
internal sealed class StepHome
{
    private readonly Spot _spot;

    private StepHome(Spot spot, INamedTypeSymbol type, MemberDeclarationSyntax member) => (_spot, Type, Member) = (spot, type, member);

    public INamedTypeSymbol Type { get; }

    /// <summary>The member that the finding lies in.</summary>
    public MemberDeclarationSyntax Member { get; }

    /// <summary>Null inside a step, and where generated code couldn't name the class.</summary>
    public static StepHome? Of(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { Parent: ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax } member
            || spot.Model.GetDeclaredSymbol((TypeDeclarationSyntax)member.Parent, spot.Cancel) is not { } type
            || Visibility.FirstHidden(type, spot.Model.Compilation) is not null
            || (member is MethodDeclarationSyntax method && spot.Model.GetDeclaredSymbol(method, spot.Cancel) is { } symbol && StepParser.FindAttribute(symbol) is not null))
            return null;
        return new StepHome(spot, type, member);
    }

    /// <summary>A static step runs anywhere; one with an instance needs a class that the host can make: a workflow's or an injected one.</summary>
    public bool CanHold(StepInputs inputs) =>
        !inputs.NeedsInstance
        || (Type is { IsValueType: false, IsStatic: false } && (WorkflowClass.Is(Type) || ProvidedTypes.Contains(Type, _spot.Model.Compilation)));

    /// <summary>Puts a step after the member and the steps that follow it, so that steps stand in the order of their calls.</summary>
    public static SyntaxNode Insert(SyntaxNode root, SyntaxNode member, string text)
    {
        var type = (TypeDeclarationSyntax)member.Parent!;
        var last = (MemberDeclarationSyntax)member;
        foreach (var next in type.Members.SkipWhile(m => m != member).Skip(1).TakeWhile(IsStep))
            last = next;
        var end = EndOfLine.Of(root);
        var step = SyntaxFactory.ParseMemberDeclaration(text)!
            .WithLeadingTrivia(end, SyntaxFactory.Whitespace(Indentation.Of(member)))
            .WithTrailingTrivia(end);
        if (!Indentation.BeginsItsLine(member))
            step = step.WithAdditionalAnnotations(Formatter.Annotation);
        return root.InsertNodesAfter(last, [step]);
    }

    private static bool IsStep(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax method && method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "Step" or "StepAttribute");
}
