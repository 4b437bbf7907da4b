using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Reads <c>[Step]</c>'s options; what is wrong falls back to the default, beside the error.</summary>
internal static class StepOptionsParser
{
    private const int AttemptsMax = 1000;
    private const int TimeoutDaysMax = 24;
    private const int RetryDelayDaysMax = 3650;
    private const int HashRecording = 1;
    private static readonly long RetryDelayDefault = TimeSpan.TicksPerSecond;
    private static readonly long MaxRetryDelayDefault = 5 * TimeSpan.TicksPerMinute;

    public static StepOptionsModel Default => new(3, RetryDelayDefault, 2.0, MaxRetryDelayDefault, null, EquatableArray<string>.Empty);

    public static StepOptionsModel Parse(AttributeData attribute, Compilation compilation, TypeText types, ProblemSink? sink)
    {
        var options = Default;
        foreach (var argument in attribute.NamedArguments)
        {
            var value = argument.Value;
            if (value.Kind == TypedConstantKind.Error)
                continue;
            options = argument.Key switch
            {
                "MaxAttempts" => options with { MaxAttempts = Attempts(value) },
                "Backoff" => options with { Backoff = Backoff(value) },
                "RetryDelay" => options with { RetryDelay = Duration("RetryDelay", value, 0, RetryDelayDaysMax) ?? options.RetryDelay },
                "MaxRetryDelay" => options with { MaxRetryDelay = Duration("MaxRetryDelay", value, 0, RetryDelayDaysMax) ?? options.MaxRetryDelay },
                "Timeout" => options with { Timeout = value.Value is null ? null : Duration("Timeout", value, 1, TimeoutDaysMax) },
                "NonRetryable" => options with { NonRetryable = NonRetryable(value) },
                "Transactional" => options with { IsTransactional = value.Value is true },
                "Arguments" => options with { HashesArguments = Hashes(value) },
                "Pipeline" => options with { Pipeline = Pipeline(value) },
                _ => options,
            };
        }

        return options;

        int Attempts(TypedConstant constant)
        {
            if (constant.Value is int and >= 1 and <= AttemptsMax)
                return (int)constant.Value;
            sink?.Invoke(Rules.Rules.OptionOutOfRange, At("MaxAttempts"), "MaxAttempts", constant.Value ?? "null", "it counts every attempt and is from 1 to 1,000");
            return 3;
        }

        double Backoff(TypedConstant constant)
        {
            if (constant.Value is >= 1.0 and <= 1000.0)
                return (double)constant.Value;
            sink?.Invoke(Rules.Rules.OptionOutOfRange, At("Backoff"), "Backoff", constant.ToCSharp(), "the wait is multiplied by it and it is from 1.0 (constant) to 1,000");
            return 2.0;
        }

        long? Duration(string name, TypedConstant constant, long minimum, int daysMax) =>
            Durations.Option(name, constant.Value as string, minimum, daysMax, () => At(name), sink);

        bool Hashes(TypedConstant constant)
        {
            if (constant.Value is not (0 or HashRecording))
                sink?.Invoke(Rules.Rules.OptionOutOfRange, At("Arguments"), "Arguments", constant.ToCSharp(), "it is ArgumentRecording.Full or Hash");
            return constant.Value is HashRecording;
        }

        string? Pipeline(TypedConstant constant)
        {
            if (constant.Value is not string name || !string.IsNullOrWhiteSpace(name))
                return constant.Value as string;
            sink?.Invoke(Rules.Rules.OptionOutOfRange, At("Pipeline"), "Pipeline", $"\"{name}\"", "it is the name of a registered pipeline");
            return null;
        }

        EquatableArray<string> NonRetryable(TypedConstant constant)
        {
            if (constant.IsNull)
                return EquatableArray<string>.Empty;
            var names = new List<string>();
            foreach (var item in constant.Values)
            {
                if (item.Value is not ITypeSymbol type || Visibility.HasErrors(type))
                    continue;
                if (!ExceptionTypes.IsException(type))
                    sink?.Invoke(Rules.Rules.NotAnException, At("NonRetryable"), SignatureRules.Short(type));
                else if (Visibility.FirstHidden(type, compilation) is { } hidden)
                    sink?.Invoke(Rules.Rules.SignatureTypeHidden, At("NonRetryable"), "NonRetryable", SignatureRules.Short(hidden.Type), hidden.Why);
                else
                    names.Add(types.Unannotated(type));
            }

            return names.ToEquatableArray();
        }

        Location? At(string name) => WorkflowParser.LocationOf(attribute, name);
    }

    private static string ToCSharp(this TypedConstant constant) => Microsoft.CodeAnalysis.CSharp.TypedConstantExtensions.ToCSharpString(constant);
}
