namespace DurableSdk.RoslynTests.Fixes;

/// <summary>Nothing blocks the run's thread (DUR1007).</summary>
public sealed class BlockingTests
{
    [TestCase("var text = TextAsync(\"a\").GetAwaiter().GetResult();", "var text = await TextAsync(\"a\");")]
    [TestCase("var length = TextAsync(\"a\").ConfigureAwait(true).GetAwaiter().GetResult().Length;", "var length = (await TextAsync(\"a\")).Length;")]
    [TestCase("OneAsync().Wait();", "await OneAsync();")]
    [TestCase("Task.WaitAll(OneAsync(), TextAsync(\"a\"));", "await Task.WhenAll(OneAsync(), TextAsync(\"a\"));")]
    [TestCase("Task.WaitAny([OneAsync()]);", "await Task.WhenAny([OneAsync()]);")]
    public Task Blocking_call_is_awaited(string before, string after) => Fixed.BodyAsync("DUR1007", before, after);

    [TestCase("OneAsync().Wait(1000);")]
    [TestCase("var first = Task.WaitAny(OneAsync());")]
    [TestCase("_ = new[] { \"a\" }.Select(x => TextAsync(x).GetAwaiter().GetResult()).ToList();")]
    public Task Blocking_call_without_a_twin_is_left_alone(string body) => Fixed.NotOfferedAsync("DUR1007", Fixed.Workflow(body));

    [Test]
    public Task Local_function_becomes_async() => Fixed.BodyAsync(
        "DUR1007",
        "var all = Length(\"a\") + Length(\"b\");\nint Length(string x) => TextAsync(x).GetAwaiter().GetResult().Length;",
        "var all = await Length(\"a\") + await Length(\"b\");\nasync Task<int> Length(string x) => (await TextAsync(x)).Length;");

    [TestCase("lock (this) // alone\n{\n    // adds\n    total += 1; // one\n    total += 2;\n} // done", "// alone\n// adds\ntotal += 1; // one\ntotal += 2;\n// done")]
    [TestCase("lock (this)\n{\n    total++;\n}", "total++;")]
    [TestCase("lock (this)\n{\n\tif (total == 0)\n\t\ttotal++;\n\t// both\n\ttotal++;\n\t// end\n}", "if (total == 0)\n\ttotal++;\n// both\ntotal++;\n// end")]
    [TestCase("lock (this)\n{\n    var one = 1;\n    total += one;\n}", "{\n    var one = 1;\n    total += one;\n}")]
    [TestCase("lock (this)\n    total += 2;", "total += 2;")]
    [TestCase("lock (this) { total++; }\ntotal += 2;", "total++;\ntotal += 2;")]
    [TestCase("// both\nlock (this) { total++; total += 2; } // done", "// both\ntotal++; total += 2; // done")]
    [TestCase("lock (this) { /* one */ total++; } // done", "{ /* one */ total++; } // done")]
    [TestCase("if (total == 0)\n    lock (this)\n    {\n        total++;\n    }", "if (total == 0)\n{\n    total++;\n}")]
    public Task Lock_is_removed(string before, string after) => Fixed.BodyAsync("DUR1007", "var total = 0;\n" + before, "var total = 0;\n" + after);

    [Test]
    public Task Synchronized_method_loses_its_lock() => Fixed.BodyAsync(
        "DUR1007", "Help();", "Help();",
        "/// <summary>Helps.</summary>\n[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)]\nprivate void Help() { }",
        "/// <summary>Helps.</summary>\nprivate void Help() { }");

    [Test]
    public async Task Method_that_hands_tasks_on_keeps_its_tabs_line_ends_and_comments()
    {
        const string Before = "public sealed class Flow\r\n{\r\n\t[Workflow]\r\n\tpublic Task RunAsync(int n)\r\n\t{\r\n\t\tif (n > 1)\r\n\t\t\treturn OneAsync(); // early\r\n\t\tOneAsync().Wait();\r\n\t\treturn OneAsync(); // late\r\n\t}\r\n\r\n\t[Step]\r\n\tprivate Task OneAsync() => Task.CompletedTask;\r\n}\r\n";
        Assert.That(await Fixed.AllAsync("DUR1007", Before), Is.EqualTo(Before
            .Replace("public Task RunAsync", "public async Task RunAsync", StringComparison.Ordinal)
            .Replace("\t\t\treturn OneAsync(); // early\r\n", "\t\t{\r\n\t\t\tawait OneAsync(); // early\r\n\t\t\treturn;\r\n\t\t}\r\n", StringComparison.Ordinal)
            .Replace("OneAsync().Wait();", "await OneAsync();", StringComparison.Ordinal)
            .Replace("return OneAsync(); // late", "await OneAsync(); // late", StringComparison.Ordinal)));
    }
}
