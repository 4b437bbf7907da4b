namespace DurableSdk.Generators.Emitting;

/// <summary>
/// The static fields of one generated class: declared where they belong, and set by one static constructor. An initialiser for each field would be one body
/// more for every analyzer that looks at generated code.
/// </summary>
/// <param name="code">Where the fields are declared, and the constructor in the end.</param>
/// <param name="holder">The class's name without type parameters.</param>
internal sealed class StaticFields(CodeWriter code, string holder)
{
    private readonly CodeWriter _values = new();
    private bool _isEmpty = true;

    /// <summary>Declares a field. They are set in the order in which they are added.</summary>
    /// <param name="arguments">The constructor's, on lines of their own.</param>
    /// <param name="properties">What is set beside: <c>Name = value,</c>.</param>
    public void Add(string type, string name, string arguments, IReadOnlyCollection<string>? properties = null)
    {
        _isEmpty = false;
        code.Line($"internal static readonly {type} {name};");
        var isAll = properties is null or { Count: 0 };
        _values.Line($"{name} = new(");
        _values.Indented(arguments.TrimEnd('\n') + (isAll ? ");" : ")"));
        if (isAll)
            return;
        _values.Open();
        foreach (var property in properties!)
            _values.Line(property);
        _values.Close("};");
    }

    /// <summary>The class's last member.</summary>
    public void EmitConstructor()
    {
        if (_isEmpty)
            return;
        code.Line();
        code.Open($"static {holder}()");
        code.Lines(_values.ToString().TrimEnd('\n'));
        code.Close();
    }
}
