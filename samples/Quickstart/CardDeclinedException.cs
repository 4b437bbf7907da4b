namespace Quickstart;

/// <summary>The bank refuses the card. The workflow catches it, live and on replay alike.</summary>
public sealed class CardDeclinedException(string message, Exception? innerException = null) : Exception(message, innerException);
