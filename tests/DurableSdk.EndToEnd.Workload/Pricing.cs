namespace DurableSdk.EndToEnd.Workload;

/// <summary>A step on an injected service's interface; its code is what the next build replaces.</summary>
public interface IPricing
{
    [Step]
    Task<Receipt> PriceAsync(int article);
}

public sealed class Pricing(StepWork work) : IPricing
{
#if NEXT
    public async Task<Receipt> PriceAsync(int article)
    {
        var receipt = await work.ExecuteAsync(article * 100L);
        return receipt with { Build = $"{Build.Name}, with a discount of nothing" };
    }
#else
    public Task<Receipt> PriceAsync(int article) => work.ExecuteAsync(article * 100L);
#endif
}
