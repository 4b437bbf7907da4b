using DurableSdk.CompilerServices;

namespace DurableSdk.Errors;

internal static class PipelineErrors
{
    public static DurableException MissingAtStart(PipelineUse use) => new(
        "DS3012",
        $"Step {use.Step} runs through the pipeline \"{use.Pipeline}\", which isn't registered. {Remedy(use.Pipeline)}");

    public static DurableException CannotBuildAtStart(PipelineUse use, Exception cause) => new(
        "DS3012",
        $"Step {use.Step} runs through the pipeline \"{use.Pipeline}\", which can't be built: {cause.Message} Correct what registers it.",
        cause);

    public static DurableException Missing(string step, string pipeline) => new(
        "DS2006",
        $"Step {step} runs through the pipeline \"{pipeline}\", which isn't registered. {Remedy(pipeline)} Nothing is lost: after the fix the run goes on.");

    public static DurableException CannotBuild(string step, string pipeline, Exception cause) => new(
        "DS2006",
        $"Step {step} runs through the pipeline \"{pipeline}\", which can't be built: {cause.Message} Correct what registers it. "
        + "Nothing is lost: after the fix the run goes on.",
        cause);

    private static string Remedy(string pipeline) =>
        $"Call services.AddResiliencePipeline(\"{pipeline}\", …) (package Polly.Extensions), or register a ResiliencePipelineProvider<string> that has it; "
        + "or correct the name in [Step(Pipeline = …)].";
}
