namespace DurableSdk;

/// <summary>What a power cut may lose. A crash or kill of the process loses nothing in either mode.</summary>
public enum SqliteSynchronous
{
    /// <summary>Every commit is flushed to the disk before anybody is told of it: a power cut loses nothing.</summary>
    Full,

    /// <summary>
    /// Commits are flushed now and then: a power cut or a crash of the operating system may lose the last ones, so that a step
    /// whose result had been recorded runs again. The file stays intact. Several times as many commits a second.
    /// </summary>
    Normal,
}
