using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DurableSdk.Testing.Steps;

/// <summary>
/// What an expression tree names. The compiler intercepts calls of steps there too, since the tree may be compiled and called in a workflow; so the tree holds the generated method
/// <c>ChargeAsync_3(this OrderWorkflow self, …)</c>, and what was meant is found by it.
/// </summary>
internal static class InterceptedCall
{
    private const string GeneratedNamespace = "DurableSdk.Generated";
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <returns>The type on which the method is called, null for a static one, and the method itself or what was generated for it.</returns>
    public static (Type? Service, MethodInfo Method, string Name) Of(MethodCallExpression call)
    {
        var method = call.Method;
        if (method.DeclaringType?.Namespace?.StartsWith(GeneratedNamespace, StringComparison.Ordinal) != true)
            return (method.IsStatic ? null : method.DeclaringType, method, method.Name);
        var name = method.Name[..method.Name.LastIndexOf('_')];
        if (!method.IsDefined(typeof(ExtensionAttribute), inherit: false))
            return (null, method, name);
        var receiver = call.Arguments[0].Type;
        var types = method.GetParameters().Skip(1).Select(parameter => parameter.ParameterType).ToArray();
        return Find(receiver, name, types) is { } meant ? (receiver, meant, name) : (null, method, name);
    }

    private static MethodInfo? Find(Type receiver, string name, Type[] types) => receiver.GetInterfaces().Prepend(receiver)
        .SelectMany(type => type.GetMethods(All))
        .FirstOrDefault(method => method.Name == name && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(types));
}
