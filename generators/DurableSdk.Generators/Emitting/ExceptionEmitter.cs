using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The exception types that handlers ask for, and how each is made again.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(EquatableArray<ExceptionModel> exceptions, AssemblyModel assembly)
    {
        var code = CodeWriter.File(exceptions.Select(e => e.WarningIds));
        code.Open($"namespace {assembly.Namespace}");
        code.Open("internal static class Exceptions");
        code.Line($"internal static readonly {WellKnownNames.ExceptionDescriptor}[] All =");
        code.Line("[");
        foreach (var exception in exceptions)
            code.Indented(Descriptor(exception));
        code.Line("];");
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static string Descriptor(ExceptionModel exception)
    {
        var arguments = string.Join(", ", exception.Arguments.Select(a => a.Source switch
        {
            ExceptionSource.Message => "content.Message",
            ExceptionSource.Cause => "content.Cause!",
            _ => Get(a.Property!),
        }));
        var assigned = exception.Assigned.Count == 0 ? "" : $" {{ {string.Join(", ", exception.Assigned.Select(p => $"{p.Name} = {Get(p)}"))} }}";
        var create = $"static content => new {exception.Type}({arguments}){assigned}";
        var written = exception.Arguments.Select(a => a.Property).OfType<ExceptionPropertyModel>().Concat(exception.Assigned).Distinct().ToList();
        var code = new CodeWriter();
        code.Line($"// {exception.Type.Replace("global::", "")}");
        code.Line($"new {WellKnownNames.ExceptionDescriptor}<{exception.Type}>(");
        if (written.Count == 0)
        {
            code.Indented(create + "),");
            return code.ToString().TrimEnd('\n');
        }

        code.Indented(create + ",\nstatic (writer, serializer, exception) =>\n{");
        foreach (var property in written)
            code.Indented($"    writer.WritePropertyName({Key(property)});\n    serializer.WriteElement<{property.Type}>(writer, exception.{property.Name});");
        code.Indented("}),");
        return code.ToString().TrimEnd('\n');
    }

    private static string Get(ExceptionPropertyModel property) => $"content.Get<{property.Type}>({Key(property)})";

    private static string Key(ExceptionPropertyModel property) => ConstantText.Literal(property.Name.TrimStart('@'));
}
