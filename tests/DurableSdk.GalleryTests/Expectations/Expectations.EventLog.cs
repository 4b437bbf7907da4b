namespace DurableSdk.GalleryTests;

internal static partial class Expectations
{
    private static Expectation[] EventLog =>
    [
        new("event-log")
        {
            Says = ["Helo Ada."],
            Shows =
            [
                """1 \S+ WorkflowStarted GreetingWorkflow v1, arguments \["Ada"\], seed \S+""",
                """\d \S+ StepCompleted LanguageAsync#1 at EventLogSample\.cs:\d+, attempt 1, result .Welsh.""",
                """\d \S+ TimerStarted Sleep#1 at EventLogSample\.cs:\d+, due \S+""",
                """\d \S+ TimerFired Sleep#1""",
                """\d \S+ StepCompleted GreetAsync#1 at EventLogSample\.cs:\d+, attempt [12], result .Helo Ada.""",
                """\d \S+ WorkflowCompleted, result .Helo Ada.""",
            ],
            FromLog = ["LanguageAsync#1"],
            RunAfter = ["GreetAsync#1"],
        },
        new("storage")
        {
            Says =
            [
                "The second host finds 3 unfinished letters.",
                "The third host finds 3 finished letters.",
                "SQL says: 3 letters end with \"signed by the mayor\".",
            ],
            FromLog = ["WriteAsync#1", "WriteAsync#1", "WriteAsync#1"],
            RunAfter = ["PostAsync#1", "PostAsync#1", "PostAsync#1"],
        },
        new("retries-in-log")
        {
            Says = ["broken.csv: given up, \"many\" is no number.", "late.csv: the sum is 50."],
            Shows = [@"Attempt 1 failed by Gallery\.EventLog\.NotThereYetException, the next one 0\.4 s later\.", @"Attempt 2 failed by Gallery\.EventLog\.NotThereYetException, the next one 0\.4 s later\."],
            FromLog = ["SumAsync#1"],
            RunAfter = ["SumAsync#1"],
        },
        new("suspend-resume")
        {
            Says = ["It is Paused: 1 of 2 chapters.", "2 chapters are translated."],
            FromLog = ["TranslateAsync#1"],
            RunAfter = ["TranslateAsync#1[2]"],
        },
        new("time-travel")
        {
            Says =
            [
                "The account ends with 90.",
                "After BookAsync#1[2] the balance was 30, and it went on to BookAsync#1[3].",
                "The fork after the second booking ends with 90.",
            ],
            FromLog = ["BookAsync#1", "BookAsync#1[2]", "BookAsync#1", "BookAsync#1[2]"],
            RunAfter = ["BookAsync#1[3]", "BookAsync#1[4]", "BookAsync#1[3]", "BookAsync#1[4]"],
        },
        new("idempotency")
        {
            Says = ["5 starts gave 1 run.", "A sixth start for another sum is refused by DS4002.", "order-5 is paid; the bank's ledger: 80 for order-5."],
            RunAfter = ["ChargeAsync#1"],
        },
        new("webhook")
        {
            Says = ["The answer is posted: 202.", "The answer is posted: 200.", "The invoice is granted by the mayor."],
            FromLog = ["MailAsync#1"],
            RunAfter = ["PayAsync#1"],
        },
        new("cancellation")
        {
            Says = ["The tank: inlet open, inlet closed, drain open."],
            FromLog = ["TurnAsync#1", "TurnAsync#2"],
            RunAfter = ["TurnAsync#3"],
        },
    ];
}
