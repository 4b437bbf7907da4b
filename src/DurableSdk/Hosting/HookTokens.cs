using System.Security.Cryptography;
using System.Text;

namespace DurableSdk.Hosting;

/// <summary>The secrets by which hooks are found.</summary>
internal static class HookTokens
{
    public const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    public const int Length = 32;

    /// <summary>What stores keep and look for: who sees it can't deliver, and how long a look takes says nothing of a token.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
