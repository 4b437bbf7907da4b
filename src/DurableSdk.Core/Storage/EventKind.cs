namespace DurableSdk.Storage;

/// <summary>What an event says. The numbers are stored and never change.</summary>
public enum EventKind
{
    /// <summary>The run was created with its arguments and its seed.</summary>
    WorkflowStarted = 1,

    /// <summary>A step still ran some milliseconds after it was handed out.</summary>
    StepStarted = 10,

    /// <summary>A step ended with a result.</summary>
    StepCompleted = 11,

    /// <summary>An attempt failed; another will follow.</summary>
    StepAttemptFailed = 12,

    /// <summary>A step failed for good.</summary>
    StepFailed = 13,

    /// <summary>A sleep began.</summary>
    TimerStarted = 20,

    /// <summary>A sleep ended.</summary>
    TimerFired = 21,

    /// <summary>A sleep was given up.</summary>
    TimerCanceled = 22,

    /// <summary>A signal arrived.</summary>
    SignalReceived = 30,

    /// <summary>The run sent something to another run, or was told why it couldn't.</summary>
    MessageSent = 31,

    /// <summary>The code made a hook, or was told why it couldn't.</summary>
    HookCreated = 40,

    /// <summary>Something was delivered to a hook.</summary>
    HookResumed = 41,

    /// <summary>A hook's time is over.</summary>
    HookExpired = 42,

    /// <summary>The code closed a hook.</summary>
    HookClosed = 43,

    /// <summary>An update was accepted.</summary>
    UpdateAccepted = 50,

    /// <summary>An accepted update ended, with a result or by an exception.</summary>
    UpdateCompleted = 51,

    /// <summary>An update was refused.</summary>
    UpdateRejected = 52,

    /// <summary>The code called another workflow, whose run was created.</summary>
    ChildStarted = 60,

    /// <summary>A child ended with a result.</summary>
    ChildCompleted = 61,

    /// <summary>A child ended without a result.</summary>
    ChildFailed = 62,

    /// <summary>The run asked a child to stop.</summary>
    ChildCancelRequested = 63,

    /// <summary>The code took a change; the answer holds for the rest of the run.</summary>
    PatchRecorded = 70,

    /// <summary>The code gave the run an attribute, or removed one.</summary>
    AttributesSet = 71,

    /// <summary>The code said how far the run is.</summary>
    StatusSet = 72,

    /// <summary>The workflow's method has failed or was cancelled, and the run begins to undo its steps.</summary>
    CompensationStarted = 75,

    /// <summary>A step was undone.</summary>
    CompensationCompleted = 76,

    /// <summary>A step could not be undone.</summary>
    CompensationFailed = 77,

    /// <summary>Somebody asked the run to stop.</summary>
    CancelRequested = 80,

    /// <summary>Somebody asked the run to pause.</summary>
    Paused = 81,

    /// <summary>A blocked or paused run goes on.</summary>
    Resumed = 82,

    /// <summary>The run cannot go on; the body says why.</summary>
    Blocked = 83,

    /// <summary>The run ended with a result.</summary>
    WorkflowCompleted = 90,

    /// <summary>The run ended by an exception.</summary>
    WorkflowFailed = 91,

    /// <summary>The run ended because it was cancelled.</summary>
    WorkflowCanceled = 92,

    /// <summary>Somebody ended the run at once.</summary>
    WorkflowTerminated = 93,

    /// <summary>The run ended, and another one goes on for it.</summary>
    ContinuedAsNew = 94,
}
