using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Cultures;

/// <summary>What asks the culture of the machine, because no other is named.</summary>
internal static class CultureUse
{
    private const int DepthMax = 3;

    private static readonly HashSet<string> CurrentNames = ["CurrentCulture", "CurrentUICulture", "DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture", "InstalledUICulture", "CurrentInfo", "CurrentRegion", "CurrentCultureIgnoreCase"];

    private static readonly HashSet<string> Dates = ["DateTime", "DateTimeOffset", "DateOnly", "TimeOnly"];

    /// <summary>Written and read with signs between the digits.</summary>
    private static readonly HashSet<string> Fractions = ["Single", "Double", "Decimal", "Half"];

    private static readonly HashSet<string> Comparing = ["StartsWith", "EndsWith", "IndexOf", "LastIndexOf", "CompareTo"];

    public static bool IsCurrent(IPropertySymbol property) => IsDefaultOfTexts(property) || (property.IsStatic && CurrentNames.Contains(property.Name)
        && property.ContainingType.ContainingNamespace is { Name: "Globalization" or "System" } space && (space.Name == "System" || space.ContainingNamespace?.Name == "System"));

    public static bool Depends(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (NamesProvider(call))
            return false;
        if (method is { Name: nameof(ToString), Parameters.IsEmpty: true } && IsComposed(call.Instance?.Type, 0))
            return true;
        if (method.ContainingType is not { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } type)
            return method is { Name: "AppendFormat", ContainingType: { Name: "StringBuilder", ContainingNamespace.Name: "Text" } } && IsBoxed(call);
        var given = method.Parameters.Count(p => !IsProvider(p));
        return (type.Name, method.Name) switch
        {
            ("String", "ToUpper" or "ToLower") => given == 0,
            ("Char", "ToUpper" or "ToLower") => given == 1,
            ("String", "Compare") => !method.Parameters.Any(p => p.Type.Name is "StringComparison" or "CompareOptions"),
            ("String", "Format" or "Concat" or "Join") => IsBoxed(call) || method.TypeArguments.Any(t => IsFormatted(t, null)),
            ("String", "Replace") => method.Parameters.Length == 4,
            ("String", var name) => Comparing.Contains(name) && method.Parameters[0].Type.SpecialType == SpecialType.System_String && method.Parameters.All(p => p.Type.Name != "StringComparison"),
            ("IComparable", "CompareTo") => type.TypeArguments.Any(IsText),
            ("Convert", "ToString") => given == 1 && IsFormatted(method.Parameters[0].Type, null),
            ("Convert", "ToDouble" or "ToSingle" or "ToDecimal" or "ToDateTime") => given == 1 && method.Parameters[0].Type.SpecialType == SpecialType.System_String,
            (_, "ToString") => IsFormatted(call.Instance?.Type, FormatOf(call)),
            (_, "Parse" or "TryParse" or "ParseExact" or "TryParseExact") => IsOfCulture(type.Name),
            (_, "ToShortDateString" or "ToLongDateString" or "ToShortTimeString" or "ToLongTimeString") => Dates.Contains(type.Name),
            _ => false,
        };
    }

    /// <summary>Whether a value's text differs between cultures. Whole numbers differ in their minus sign at most, which is let pass.</summary>
    public static bool IsFormatted(ITypeSymbol? type, string? format)
    {
        if (IsComposed(type, 0))
            return true;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return IsFormatted(nullable.TypeArguments[0], format);
        if (type is not { TypeKind: TypeKind.Struct, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            return false;
        if (Dates.Contains(type.Name))
            return format is not ("o" or "O" or "r" or "R" or "s" or "u");
        if (Fractions.Contains(type.Name))
            return format is null || !IsWhole(format);
        if (type.Name == "TimeSpan")
            return format is "g" or "G";
        return type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 && format is { Length: > 0 } && "CcFfNnPp".IndexOf(format[0]) >= 0;
    }

    /// <summary>A hole of a text that is made here and now; a handler or a <c>FormattableString</c> may be given a culture.</summary>
    public static bool IsPlain(IInterpolationOperation hole) =>
        hole.Parent is IInterpolatedStringOperation { Type.SpecialType: SpecialType.System_String, Parent: not IInterpolatedStringHandlerCreationOperation } text
        && !IsToBeFormatted(text.Parent);

    /// <summary>What a handler is given to append, where no culture is named, or where a culture that is named doesn't reach it.</summary>
    public static IOperation? Appended(IInterpolatedStringAppendOperation part)
    {
        if (part.AppendCall is not IInvocationOperation { Arguments.IsEmpty: false } append)
            return null;
        var value = append.Arguments[0].Value;
        return IsFormatted(Operand(value), FormatOf(append))
            && part.Ancestors().FirstOrDefault(a => a is IArgumentOperation)?.Parent is IInvocationOperation call
            && (!NamesProvider(call) || IsComposed(Operand(value), 0))
            && call.TargetMethod.ContainingType is { Name: "StringBuilder" or "String", ContainingNamespace.Name: "Text" or "System" } ? value : null;
    }

    /// <summary>What is added to a text is made an object first.</summary>
    public static ITypeSymbol? Operand(IOperation operand) => operand is IConversionOperation { IsImplicit: true } boxed ? boxed.Operand.Type : operand.Type;

    /// <summary>The comparer that texts have of themselves goes by the culture.</summary>
    private static bool IsDefaultOfTexts(IPropertySymbol property) =>
        property is { Name: "Default", ContainingType: { Name: "Comparer", ContainingNamespace.Name: "Generic", TypeArguments: var compared } } && compared.Any(IsText);

    public static bool IsNull(IOperation value) => value.Unconverted() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    public static string? FormatOf(IInterpolationOperation hole) => hole.FormatString?.ConstantValue.Value as string ?? (hole.FormatString as ILiteralOperation)?.ConstantValue.Value as string;

    private static bool IsToBeFormatted(IOperation? parent) => parent switch
    {
        IConversionOperation conversion => conversion.Type?.Name is "FormattableString" or "IFormattable" || IsToBeFormatted(conversion.Parent),
        // Parts of one text that is converted as a whole.
        IInterpolatedStringAdditionOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } => IsToBeFormatted(parent.Parent),
        IInterpolatedStringHandlerCreationOperation => true,
        _ => false,
    };

    /// <summary>Without a fraction, and without groups: <c>F0</c>, <c>0</c>, <c>D4</c>, <c>X</c>.</summary>
    private static bool IsWhole(string format) => format is "F0" or "f0" or "0" or "00" or "000";

    private static bool IsOfCulture(string type) => Fractions.Contains(type) || Dates.Contains(type);

    private static string? FormatOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(a => a.Parameter is { Type.SpecialType: SpecialType.System_String, Name: "format" }) is { } format && !IsNull(format.Value) ? format.Value.ConstantValue.Value as string ?? "?" : null;

    /// <summary>Null is the current culture by another name.</summary>
    private static bool NamesProvider(IInvocationOperation call) => call.Arguments.Any(a => a.Parameter is { } parameter && IsProvider(parameter) && !IsNull(a.Value));

    /// <summary>Whether a value that is formatted goes in as an object.</summary>
    private static bool IsBoxed(IInvocationOperation call) => call.Arguments
        .SelectMany(a => a.Value switch
        {
            IArrayCreationOperation { Initializer: { } array } => array.ElementValues,
            ICollectionExpressionOperation { Elements: var elements } => elements,
            var value => [value],
        })
        .Any(v => v is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Object } boxed && IsFormatted(boxed.Operand.Type, null));

    /// <summary>A tuple, an anonymous object or a record whose text the compiler puts together of values that are formatted.</summary>
    private static bool IsComposed(ITypeSymbol? type, int depth)
    {
        if (depth > DepthMax || type is not INamedTypeSymbol named)
            return false;
        if (named.IsTupleType)
            return named.TupleElements.Any(e => IsPart(e.Type, depth));
        if (!named.IsAnonymousType && !named.IsRecord)
            return false;
        for (var current = named; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers().Any(m => m is IMethodSymbol { Name: nameof(ToString) or "PrintMembers", IsImplicitlyDeclared: false } && !current.IsAnonymousType))
                return false;
            if (current.GetMembers().Any(m => m is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } property && IsPart(property.Type, depth)))
                return true;
        }

        return false;
    }

    private static bool IsPart(ITypeSymbol type, int depth) => type is INamedTypeSymbol { IsRecord: true } or INamedTypeSymbol { IsTupleType: true } or { IsAnonymousType: true } ? IsComposed(type, depth + 1) : IsFormatted(type, null);

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    private static bool IsProvider(IParameterSymbol parameter) => parameter.Type.Name is "IFormatProvider" or "CultureInfo";
}
