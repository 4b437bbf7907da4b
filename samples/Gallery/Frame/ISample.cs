namespace Gallery.Frame;

/// <summary>A sample: something that durable workflows are good for, small enough to be read in one go.</summary>
internal interface ISample
{
    /// <summary>What it is called on the command line, such as <c>order-saga</c>.</summary>
    string Name { get; }

    /// <summary>What it shows, in a line.</summary>
    string Summary { get; }

    /// <summary>
    /// Plays the sample to its end. After a crash it is called again in a new process over the same log: start each run by an idempotency key, so that the second start finds it.
    /// </summary>
    Task RunAsync(Stage stage);
}
