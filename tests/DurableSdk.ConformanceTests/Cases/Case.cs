namespace DurableSdk.ConformanceTests.Cases;

/// <summary>A small workflow, what is said of it, and the proof of what really happens. Its file holds the workflow too.</summary>
/// <param name="workflow">The workflow's class.</param>
internal abstract class Case(Type workflow)
{
    public string Name => GetType().Name;

    public string Workflow => workflow.Name;

    /// <summary>What the workflow does, in Markdown.</summary>
    public abstract string Does { get; }

    /// <summary>What really happens, in Markdown.</summary>
    public abstract string Really { get; }

    /// <summary>The rules that find it while it is compiled.</summary>
    public virtual IReadOnlyList<string> CompileTime => [];

    /// <summary>The errors, one of which stops the run the first time that the code runs. Several where threads race.</summary>
    public virtual IReadOnlyList<string> FirstRun => [];

    /// <summary>The errors, one of which stops the run when the code runs again after a crash.</summary>
    public virtual IReadOnlyList<string> Replay => [];

    /// <summary>Shows on the real engine what <see cref="Really"/> says.</summary>
    public abstract Task ProveAsync(Lab lab);

    /// <summary>What is different in each process: called before its host starts.</summary>
    /// <param name="process">The how-many-eth process works on the run, from 1.</param>
    public virtual void BeforeProcess(int process)
    {
    }

    /// <summary>Registers what the workflow is given.</summary>
    public virtual void Configure(DurableOptions options, int process)
    {
    }

    public override string ToString() => Name;
}
