using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Cultures;

/// <summary>What asks the culture of the machine, because no other is named.</summary>
internal static class CultureUse
{
    private static readonly HashSet<string> CurrentNames = ["CurrentCulture", "CurrentUICulture", "DefaultThreadCurrentCulture", "DefaultThreadCurrentUICulture", "InstalledUICulture", "CurrentInfo", "CurrentRegion", "CurrentCultureIgnoreCase"];

    private static readonly HashSet<string> Dates = ["DateTime", "DateTimeOffset", "DateOnly", "TimeOnly"];

    /// <summary>Written and read with signs between the digits.</summary>
    private static readonly HashSet<string> Fractions = ["Single", "Double", "Decimal", "Half"];

    private static readonly HashSet<string> Comparing = ["StartsWith", "EndsWith", "IndexOf", "LastIndexOf", "CompareTo"];

    public static bool IsCurrent(IPropertySymbol property) => property.IsStatic && CurrentNames.Contains(property.Name)
        && property.ContainingType.ContainingNamespace is { Name: "Globalization" or "System" } space && (space.Name == "System" || space.ContainingNamespace?.Name == "System");

    public static bool Depends(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } type || method.Parameters.Any(IsProvider))
            return false;
        return (type.Name, method.Name) switch
        {
            ("String", "ToUpper" or "ToLower") => method.Parameters.IsEmpty,
            ("Char", "ToUpper" or "ToLower") => method.Parameters.Length == 1,
            ("String", "Compare") => !method.Parameters.Any(p => p.Type.Name is "StringComparison" or "CompareOptions"),
            ("String", "Format") => call.Arguments.Any(a => a.Value.DescendantsAndSelf().Any(v => v is IConversionOperation { IsImplicit: true } boxed && IsFormatted(boxed.Operand.Type, null))),
            ("String", var name) => Comparing.Contains(name) && method.Parameters.Length is 1 && method.Parameters[0].Type.SpecialType == SpecialType.System_String,
            ("Convert", "ToString") => method.Parameters.Length == 1 && IsFormatted(method.Parameters[0].Type, null),
            ("Convert", "ToDouble" or "ToSingle" or "ToDecimal" or "ToDateTime") => method.Parameters.Length == 1 && method.Parameters[0].Type.SpecialType == SpecialType.System_String,
            (_, "ToString") => IsFormatted(call.Instance?.Type, call.Arguments.IsEmpty ? null : call.Arguments[0].Value.ConstantValue.Value as string ?? "?"),
            (_, "Parse" or "TryParse" or "ParseExact" or "TryParseExact") => IsOfCulture(type.Name),
            (_, "ToShortDateString" or "ToLongDateString" or "ToShortTimeString" or "ToLongTimeString") => Dates.Contains(type.Name),
            _ => false,
        };
    }

    /// <summary>Whether a value's text differs between cultures. Whole numbers differ in their minus sign at most, which is let pass.</summary>
    public static bool IsFormatted(ITypeSymbol? type, string? format)
    {
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

    private static bool IsProvider(IParameterSymbol parameter) => parameter.Type.Name is "IFormatProvider" or "CultureInfo";
}
