using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Steps;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>
/// Moves a call into a step of its own: what it uses of the code around becomes the step's parameters, its value the step's
/// result. A stream that <c>await foreach</c> reads to its end is gathered by the step. Offered only where the log can carry both and the host can make the instance that the step runs on.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ExtractStep() : DurableCodeFix("DUR1006", "DUR1008", "DUR1009", "DUR1029")
{
    private const string Title = "Extract a step";
    private const string GatherTitle = "Extract a step that gathers the stream";

    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        if (StepHome.Of(spot) is null || ExtractedCall.Find(spot) is not { } first || StepInputs.Of(spot, first.Moved) is null)
            return null;
        var inAsync = first.IsAwaitedByCaller ? await AsyncRewriter.InAsyncFunctionAsync(spot).ConfigureAwait(false) : spot;
        return inAsync is not null
            && StepHome.Of(inAsync) is { } home
            && ExtractedCall.Find(inAsync) is { } call
            && StepInputs.Of(inAsync, call.Moved) is { } inputs
            && home.CanHold(inputs)
                ? Extract(inAsync, home, call, inputs)
                : null;
    }

    private static Repair Extract(Spot spot, StepHome home, ExtractedCall call, StepInputs inputs)
    {
        var step = StepDeclaration.Write(spot, home, call, inputs);
        var arguments = inputs.Parameters.Select(p => p.Value).ToArray();
        var invocation = Rewriting.Expressions.Call(step.Name, arguments);
        var replacement = call.IsAwaitedByCaller ? Await.Of(invocation, call.Expression) : invocation.WithTriviaFrom(call.Expression);
        var mark = new SyntaxAnnotation();
        var changed = call.Stream is null ? home.Member.ReplaceNode(call.Expression, replacement) : StreamLoop.Gathered(home.Member, call.Expression, replacement);
        var member = changed.WithAdditionalAnnotations(mark);
        var root = spot.Root.ReplaceNode(home.Member, member);
        return spot.WithRoot(call.Stream is null ? Title : GatherTitle, step.IsThere ? root : StepHome.Insert(root, root.GetAnnotatedNodes(mark).Single(), step.Text));
    }
}
