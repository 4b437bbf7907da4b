using DurableSdk.Analyzers.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Follows the calls from roots, nearest first, and shows every operation on the way to the checks.</summary>
internal sealed class Explorer(Facts facts, CheckTable checks, ReachState state, CancellationToken cancel)
{
    private readonly HashSet<(ISymbol Member, BodyKind Kind, bool IsCertain)> _seen = [];
    private readonly Dispatch _dispatch = new(facts, cancel);

    public List<(Body Body, IReadOnlyList<SyntaxNode> Code)> Bodies { get; } = [];

    public List<Diagnostic> Findings { get; } = [];

    public void Explore(IEnumerable<ISymbol> roots, BodyKind kind)
    {
        var level = roots.Where(r => _seen.Add((r, kind, true))).Select(r => new Body(r, kind, null)).ToList();
        while (level.Count > 0)
        {
            var looks = new Look[level.Count];
            // The bodies of a level know nothing of each other; what they found is put together in their order.
            Parallel.For(0, level.Count, new ParallelOptions { CancellationToken = cancel }, i => looks[i] = LookAt(level[i]));
            var next = new List<Body>();
            foreach (var look in looks)
            {
                Bodies.Add((look.Body, look.Code));
                Findings.AddRange(look.Findings);
                next.AddRange(look.Targets.Select(t => new Body(t.Member, kind, look.Body, t.IsCertain)).Where(IsNew));
            }

            level = next;
        }
    }

    /// <summary>What a step only may come to is looked at once more where it certainly does.</summary>
    private bool IsNew(Body body) => _seen.Add((body.Member, body.Kind, body.Kind != BodyKind.Step || body.IsCertain));

    private Look LookAt(Body body)
    {
        var visit = new Visit(body, facts, state, cancel);
        var code = MemberSyntax.CodeOf(body.Member, cancel).Concat(body.Member is IMethodSymbol ? [] : MemberSyntax.AssignedIn(body.Member, cancel)).ToList();
        var targets = new List<(ISymbol, bool)>();
        if (ImplicitBaseOf(body.Member) is { } called)
            targets.AddRange(_dispatch.Targets(called, null).Select(t => (t, true)));
        foreach (var node in code)
        {
            var model = facts.Compilation.GetSemanticModel(node.SyntaxTree);
            if (model.GetOperation(node, cancel) is not { } root)
                continue;
            foreach (var part in body.Member is IMethodSymbol ? [root] : CodeKeptIn(root))
                Walk(part, model, visit, targets);
        }

        return new Look(body, code, targets, visit.Findings);
    }

    private void Walk(IOperation root, SemanticModel model, Visit visit, List<(ISymbol Member, bool IsCertain)> targets)
    {
        checks.Body(root, visit);
        var stack = new Stack<IOperation>();
        stack.Push(root);
        while (stack.Count > 0)
        {
            var operation = stack.Pop();
            if (operation is INameOfOperation)
                continue;
            cancel.ThrowIfCancellationRequested();
            checks.Operation(operation, visit);
            if (visit.Body.Kind != BodyKind.Workflow || !state.ServiceCalls.Contains(operation))
                CallEdges.Collect(operation, model, (called, receiver) => targets.AddRange(_dispatch.Targets(called, receiver).Select(t => (t, receiver is null))));
            foreach (var child in operation.ChildOperations.Reverse())
                stack.Push(child);
        }
    }

    /// <summary>The base's constructor that is called where none is written.</summary>
    private IMethodSymbol? ImplicitBaseOf(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.BaseType: { } type } && !member.DeclaringSyntaxReferences.Any(r => CallsAnother(r.GetSyntax(cancel)))
            ? type.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty)
            : null;

    private static bool CallsAnother(SyntaxNode constructor) => constructor switch
    {
        ConstructorDeclarationSyntax { Initializer: not null } => true,
        TypeDeclarationSyntax { BaseList.Types: var bases } => bases.OfType<PrimaryConstructorBaseTypeSyntax>().Any(),
        _ => false,
    };

    /// <summary>What an initialiser, or a constructor's assignment, keeps for later: lambdas, and methods that are named; a factory's own code runs at once.</summary>
    private static IEnumerable<IOperation> CodeKeptIn(IOperation root) => root.DescendantsAndSelf()
        .Where(o => o is IAnonymousFunctionOperation or IMethodReferenceOperation && !o.Ancestors().OfType<IAnonymousFunctionOperation>().Any());

    private sealed class Look(Body body, IReadOnlyList<SyntaxNode> code, List<(ISymbol Member, bool IsCertain)> targets, IReadOnlyList<Diagnostic> findings)
    {
        public Body Body { get; } = body;

        public IReadOnlyList<SyntaxNode> Code { get; } = code;

        public List<(ISymbol Member, bool IsCertain)> Targets { get; } = targets;

        public IReadOnlyList<Diagnostic> Findings { get; } = findings;
    }
}
