using System.Reflection;

namespace DurableSdk.Testing.Steps;

/// <summary>What makes a method a step, where the compiler hasn't said it.</summary>
internal static class StepDeclaration
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Why a workflow that another one calls is no step.</summary>
    public const string IsWorkflow = "it is a workflow, which runs here as elsewhere; replace the steps that it calls";

    /// <summary>A type's methods of a name that give a task, private ones too.</summary>
    public static List<MethodInfo> Methods(Type type, string name) =>
        [.. type.GetInterfaces().Where(_ => type.IsInterface).Prepend(type).SelectMany(one => one.GetMethods(All)).Where(method => method.Name == name && GivesTask(method.ReturnType))];

    /// <summary>Whether it is a step, or undoes one.</summary>
    public static bool IsStep(Type type, MethodInfo method) => AttributeOf(type, method) is not null || IsCompensation(type, method);

    /// <summary>What methods are, of which none is a step.</summary>
    public static string WhyNoStep(IReadOnlyList<MethodInfo> methods) =>
        methods.Any(static method => method.IsDefined(typeof(WorkflowAttribute))) ? IsWorkflow : "it has no [Step], and no step's Compensate names it";

    /// <summary>The name by which the log knows it.</summary>
    public static string NameOf(Type type, MethodInfo method) => AttributeOf(type, method)?.Name is { Length: > 0 } given ? given : method.Name;

    /// <summary>The types of what is recorded of a call: not of what the engine fills in.</summary>
    public static Type[] Arguments(Type type, MethodInfo method)
    {
        var isTransactional = AttributeOf(type, method)?.Transactional == true;
        return [.. method.GetParameters().Select(parameter => parameter.ParameterType).Where(parameter => !IsFilled(parameter, isTransactional))];
    }

    /// <summary>On the method, on what it overrides, or on the interface's method that it implements.</summary>
    private static StepAttribute? AttributeOf(Type type, MethodInfo method) =>
        method.GetCustomAttribute<StepAttribute>(inherit: true)
        ?? Implemented(type, method).Select(implemented => implemented.GetCustomAttribute<StepAttribute>()).FirstOrDefault(attribute => attribute is not null);

    private static IEnumerable<MethodInfo> Implemented(Type type, MethodInfo method) => type.IsInterface || type.ContainsGenericParameters || method.IsStatic
        ? []
        : type.GetInterfaces().Select(type.GetInterfaceMap).SelectMany(map => map.InterfaceMethods.Where((_, i) => map.TargetMethods[i].HasSameMetadataDefinitionAs(method)));

    /// <summary>A base class may hide the step that its method undoes.</summary>
    private static bool IsCompensation(Type type, MethodInfo method) => type.GetInterfaces().Append(type).Append(method.DeclaringType!)
        .SelectMany(one => one.GetMethods(All))
        .Any(step => step.GetCustomAttribute<StepAttribute>(inherit: true)?.Compensate == method.Name);

    private static bool IsFilled(Type type, bool isTransactional) =>
        type == typeof(CancellationToken) || (isTransactional && type.FullName is "System.Data.Common.DbConnection" or "System.Data.Common.DbTransaction");

    private static bool GivesTask(Type type) => typeof(Task).IsAssignableFrom(type) || type.Name is "ValueTask" or "ValueTask`1";
}
