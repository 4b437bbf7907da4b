namespace DurableSdk.RoslynTests.Determinism;

/// <summary>DUR1009 of arguments that the compiler fills in from the place of a call: an edit above changes them.</summary>
public sealed class CallerInfoTests
{
    private const string Members = """
        [Step] private static Task NoteAsync(string text, [System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => Task.CompletedTask;
        [Step] private static Task FileAsync([System.Runtime.CompilerServices.CallerFilePath] string file = "", [System.Runtime.CompilerServices.CallerMemberName] string member = "") => Task.CompletedTask;
        [Step] private static Task MemberAsync([System.Runtime.CompilerServices.CallerMemberName] string member = "", int more = 1) => Task.CompletedTask;
        private static void Log([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) { }
        """;

    [TestCase("await {|DUR1009:NoteAsync(\"a\")|};")]
    [TestCase("await {|DUR1009:FileAsync()|};")]
    public void Place_of_a_call_is_no_argument_of_a_step(string body) => Expect.InWorkflow(body, Members);

    [TestCase("await NoteAsync(\"a\", 1); await FileAsync(\"a\"); await MemberAsync(); Log();")]
    public void What_stays_or_reaches_no_step_is_silent(string body) => Expect.InWorkflow(body, Members);
}
