using System.Security.Cryptography;
using System.Text;

namespace DurableSdk.Hosting;

/// <summary>The secrets by which hooks are found.</summary>
internal static class HookTokens
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>190 bits from the cryptographic generator, in a form that stands in a URL as it is.</summary>
    public static string Draw() => RandomNumberGenerator.GetString(Characters, 32);

    /// <summary>What stores keep and look for: who sees it can't deliver, and how long a look takes says nothing of a token.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
