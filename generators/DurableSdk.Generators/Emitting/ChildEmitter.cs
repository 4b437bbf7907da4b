using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>What a call of a workflow needs to know of it, beside the interceptor of that call.</summary>
internal static class ChildEmitter
{
    public static void Emit(CodeWriter code, ChildModel child, string number)
    {
        var method = child.Method;
        var codec = new CodeWriter();
        DescriptorParts.Codec(codec, method);
        var type = $"{WellKnownNames.ChildWorkflow}<{method.TupleType()}, {method.ResultType()}>";
        var version = child.Version.ToString(CultureInfo.InvariantCulture);
        code.Lines($"private static readonly {type} Child{number} = new({ConstantText.Literal(child.Name)}, {version}, {codec.ToString().TrimEnd('\n', ',')});\n");
        if (child.HasAccessor)
            DescriptorParts.Accessor(code, Called(child, number));
    }

    /// <summary>The called method, whose accessor may stand beside each call of it.</summary>
    public static MethodModel Called(ChildModel child, string number) => child.HasAccessor ? child.Method with { Suffix = "_" + number } : child.Method;

    /// <summary>The class with the accessor; null where it stands beside the call.</summary>
    public static string? Holder(ChildModel child, string space) => child.HasAccessor ? null : WorkflowEmitter.Holder(child.Method, space);
}
