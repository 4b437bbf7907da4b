namespace DurableSdk.Payloads;

/// <summary>What a payload is, for messages, such as <c>the result of step ChargeAsync#1</c>. Hardly any is ever shown, so the text is made only then.</summary>
/// <param name="What">What it is.</param>
/// <param name="Id">Of what; null where <paramref name="What"/> says it all.</param>
internal readonly record struct PayloadName(string What, string? Id = null)
{
    public static implicit operator PayloadName(string what) => new(what);

    public override string ToString() => Id is null ? What : $"{What} {Id}";
}
