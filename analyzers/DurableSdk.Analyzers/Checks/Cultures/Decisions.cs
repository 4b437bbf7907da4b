using DurableSdk.Analyzers.Checks.Orders;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Cultures;

/// <summary>Whether a value decides what the workflow does: it is followed through expressions and local variables.</summary>
internal static class Decisions
{
    private const int DepthMax = 3;

    private static readonly HashSet<string> KeyMethods = ["ContainsKey", "TryGetValue", "GetValueOrDefault", "Add", "TryAdd", "Remove", "Contains", "IndexOf"];

    public static bool Feeds(IOperation value, Visit visit) => Feeds(value, visit, 0)
        || OutputsOf(value).Any(o => VariableFeeds(o, value, visit, 1))
        || (value is IInvocationOperation call && WrittenTo(call) is { } text && VariableFeeds(text, value, visit, 1));

    /// <summary>What <c>TryParse</c> and its like give besides the answer.</summary>
    private static IEnumerable<ILocalSymbol> OutputsOf(IOperation value) => value is not IInvocationOperation call ? [] : call.Arguments
        .Where(a => a.Parameter?.RefKind == RefKind.Out)
        .SelectMany(a => a.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        .Select(l => l.Local);

    private static bool Feeds(IOperation value, Visit visit, int depth)
    {
        for (var (child, parent) = (value, value.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IConditionalOperation conditional when conditional.Condition == child:
                case IWhileLoopOperation loop when loop.Condition == child:
                case IForLoopOperation count when count.Condition == child:
                case ISwitchOperation or ISwitchExpressionOperation when IsValueOf(parent, child):
                case ICaseClauseOperation or ICatchClauseOperation:
                case IPropertyReferenceOperation { Property.IsIndexer: true } when child is IArgumentOperation:
                    return true;
                case ISwitchExpressionArmOperation arm when arm.Guard == child:
                    return true;
                case IInvocationOperation call when child is IArgumentOperation && depth < DepthMax && WrittenTo(call) is { } text && VariableFeeds(text, value, visit, depth + 1):
                    return true;
                case IInvocationOperation call when Ends(call, child, visit) is { } answer:
                    return answer;
                case IReturnOperation returned:
                    return IsBoolean(returned.ReturnedValue?.Type) || IsComparison(returned, visit) || IsAnswerOfLambda(returned, visit, depth);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } }:
                    return depth < DepthMax && VariableFeeds(variable, value, visit, depth + 1);
                case IAssignmentOperation assignment when assignment.Value == child:
                    return depth < DepthMax && assignment.Target.Unconverted() is ILocalReferenceOperation local && VariableFeeds(local.Local, value, visit, depth + 1);
                case IObjectCreationOperation creation when IsException(creation.Type):
                case IThrowOperation or IExpressionStatementOperation or IBlockOperation or ILoopOperation or IUsingOperation or IConditionalOperation { Type: null }:
                    return false;
            }
        }

        return false;
    }

    /// <returns>Whether it decides something as an argument of a call; null where its trace goes on in the result.</returns>
    private static bool? Ends(IInvocationOperation call, IOperation child, Visit visit)
    {
        if (Loggers.Is(Receivers.Of(call)?.Type) || call.TargetMethod.ContainingType.Name is "Console" or "Debug" or "Trace")
            return false;
        if (child is not IArgumentOperation argument)
            return null;
        if (DurableUse.Is(call, visit))
            return true;
        if (argument.Parameter?.RefKind == RefKind.Out)
            return false;
        return argument.Parameter is { Ordinal: 0, Name: "key" or "item" or "value" } && KeyMethods.Contains(call.TargetMethod.Name)
            && call.TargetMethod.ContainingType.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true
            && call.TargetMethod.ContainingType.Name is not ("List" or "IList" or "ICollection") ? true : null;
    }

    /// <summary>The variable whose text a call adds to, also by a chain of calls.</summary>
    private static ILocalSymbol? WrittenTo(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is not { Name: "StringBuilder" or "StringWriter" or "TextWriter", ContainingNamespace.Name: "Text" or "IO" })
            return null;
        var receiver = call.Instance?.Unconverted();
        while (receiver is IInvocationOperation { TargetMethod.ContainingType.Name: "StringBuilder", Instance: { } before })
            receiver = before.Unconverted();
        return (receiver as ILocalReferenceOperation)?.Local;
    }

    /// <summary>Who sorts asks such a method, or lambda, for the order.</summary>
    private static bool IsComparison(IReturnOperation returned, Visit visit) =>
        returned.Ancestors().FirstOrDefault(a => a is IAnonymousFunctionOperation or ILocalFunctionOperation) switch
        {
            null => visit.Body.Member is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Int32, Name: var name } && (name is "CompareTo" or "Compare" || name.EndsWith(".CompareTo", StringComparison.Ordinal) || name.EndsWith(".Compare", StringComparison.Ordinal)),
            IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Type.Name: "Comparison" } } => true,
            _ => false,
        };

    private static bool VariableFeeds(ILocalSymbol variable, IOperation near, Visit visit, int depth) => near.Outermost().Descendants()
        .OfType<ILocalReferenceOperation>()
        .Any(l => SymbolEqualityComparer.Default.Equals(l.Local, variable) && !IsTarget(l) && Feeds(l, visit, depth));

    private static bool IsTarget(ILocalReferenceOperation local) => local.Parent is ISimpleAssignmentOperation assignment && assignment.Target == local;

    /// <summary>What a lambda returns is what the method gives that it is passed to.</summary>
    private static bool IsAnswerOfLambda(IOperation returned, Visit visit, int depth) =>
        returned.Ancestors().FirstOrDefault(a => a is IAnonymousFunctionOperation or ILocalFunctionOperation) is IAnonymousFunctionOperation lambda && depth < DepthMax && Feeds(lambda, visit, depth + 1);

    private static bool IsValueOf(IOperation choice, IOperation child) => choice switch
    {
        ISwitchOperation statement => statement.Value == child,
        ISwitchExpressionOperation expression => expression.Value == child,
        _ => false,
    };

    private static bool IsBoolean(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Boolean;

    private static bool IsException(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace.Name: "System" })
                return true;
        }

        return false;
    }
}
