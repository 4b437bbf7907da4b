namespace DurableSdk.GalleryTests;

internal static partial class Expectations
{
    private static Expectation[] StepMemory =>
    [
        new("onboarding")
        {
            Words = ["run"],
            Says = ["Grace has laptop 4711 and access to door, mail and code."],
            FromLog = ["RegisterAsync#1", "LaptopAsync#1", "AccessAsync#1"],
            RunAfter = ["WelcomeAsync#1"],
        },
    ];
}
