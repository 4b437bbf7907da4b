namespace WebShop;

/// <summary>There isn't enough of it. The workflow catches it, live and on replay alike.</summary>
public sealed class OutOfStockException(string message, Exception? innerException = null) : Exception(message, innerException);
