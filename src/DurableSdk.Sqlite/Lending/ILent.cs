namespace DurableSdk.Sqlite.Lending;

/// <summary>Something of the driver's that a step holds.</summary>
internal interface ILent
{
    /// <summary>Lets go of the driver's object, when the loan ends.</summary>
    void End();
}
