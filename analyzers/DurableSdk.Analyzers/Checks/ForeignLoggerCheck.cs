using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>
/// Injected and static loggers in workflow code (DUR1028). What a parameter or a variable brings may be <c>Durable.Logger</c>, so only
/// the place is meant where another logger comes from. Meters and activities stand in the table of APIs.
/// </summary>
internal sealed class ForeignLoggerCheck : Check
{
    private const string OfRun = "Durable.Logger";

    public override IReadOnlyList<OperationKind> Operations { get; } =
        [OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.ParameterReference, OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        if (operation is IInvocationOperation call)
        {
            if (IsGeneratedForOwnLogger(call.TargetMethod, visit))
                visit.Report(DeterminismRules.ForeignLogger, call.Syntax, call.TargetMethod.Name, $"a method that takes the logger, and give it {OfRun}");
        }
        else if (Loggers.Is(operation.Type) && !Loggers.IsSilent(operation.Type) && Usage.Of(operation).Reads && IsForeign(operation, visit))
        {
            // What a factory makes is replaced whole.
            var made = Loggers.IsFactory(operation.Type) ? Made(operation) : operation;
            visit.Report(DeterminismRules.ForeignLogger, made.Syntax, made.Syntax.ToString(), OfRun);
        }
    }

    private static bool IsForeign(IOperation reference, Visit visit) => reference switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => visit.State.Injected.Holds(parameter),
        IMemberReferenceOperation { Member: { IsStatic: true } member } => !Facts.IsDurable(member) && !visit.Facts.IsSafe(member) && !IsComputedHere(member, visit.Facts),
        IMemberReferenceOperation { Member: var member } => visit.State.Injected.Holds(member) && !visit.Facts.IsSafe(member),
        _ => false,
    };

    /// <summary>Its code is looked at, and may well give the run's logger.</summary>
    private static bool IsComputedHere(ISymbol member, Facts facts) => member is IPropertySymbol property && facts.IsInSource(member) && !Properties.IsAuto(property);

    private static IOperation Made(IOperation factory)
    {
        for (var current = factory; current.Parent is not null; current = current.Parent)
        {
            if (current.Parent is IInvocationOperation call)
                return Receivers.Of(call) == factory && Loggers.Is(call.Type) ? call : factory;
            if (current.Parent is not (IArgumentOperation or IConversionOperation))
                break;
        }

        return factory;
    }

    /// <summary>A method of <c>[LoggerMessage]</c> that takes no logger: what is generated for it uses a field, which nobody else sees.</summary>
    private static bool IsGeneratedForOwnLogger(IMethodSymbol method, Visit visit) =>
        method is { IsPartialDefinition: true, IsStatic: false }
        && visit.State.Injected.Types.Contains(method.ContainingType)
        && method.GetAttributes().Any(a => a.AttributeClass is { Name: "LoggerMessageAttribute" })
        && !method.Parameters.Any(p => Loggers.Is(p.Type))
        && !visit.Facts.IsSafe(method);
}
