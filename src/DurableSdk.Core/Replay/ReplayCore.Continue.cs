using DurableSdk.Collections;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>How a run ends and goes on as a new one.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>What came from outside when the code had ended already; the next run gets it.</summary>
    private LazyList<RunEvent> _unused;

    /// <summary>The first run of the chain; the run itself where no run continued as it.</summary>
    public string FirstRunId { get; private set; }

    /// <summary>The run that continued as this one, or null.</summary>
    public string? PreviousRunId { get; private set; }

    /// <summary>Arguments that don't fit are the program's mistake: the run is blocked, and the exception ends the code as it would have.</summary>
    public ContinueAsNewException ContinueAsNew(object?[]? arguments)
    {
        try
        {
            return new ContinueAsNewException(NextArguments.Encode(_setup, arguments));
        }
        catch (DurableException e)
        {
            Block(e);
            return new ContinueAsNewException(default);
        }
    }
}
