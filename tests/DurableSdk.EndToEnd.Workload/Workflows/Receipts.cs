namespace DurableSdk.EndToEnd.Workload;

internal static class Receipts
{
    public static Outcome ToOutcome(this IReadOnlyCollection<Receipt> receipts) =>
        new(receipts.Sum(receipt => receipt.Value), receipts.Select(receipt => receipt.Execution).ToArray());
}
