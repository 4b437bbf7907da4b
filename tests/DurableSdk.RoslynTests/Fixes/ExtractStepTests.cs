namespace DurableSdk.RoslynTests.Fixes;

/// <summary>What touches the world moves into a step of its own (DUR1006, DUR1008, DUR1009, DUR1029).</summary>
public sealed class ExtractStepTests
{
    [TestCase("var text = System.IO.File.ReadAllText(order.Id);", "var text = await ReadAllTextAsync(order);",
        "[Step]\n    private static Task<string> ReadAllTextAsync(Order order) => Task.FromResult(System.IO.File.ReadAllText(order.Id));")]
    [TestCase("var path = order.Id;\n// reads\nvar length = System.IO.File.ReadAllText(path).Length; // a", "var path = order.Id;\n// reads\nvar length = (await ReadAllTextAsync(path)).Length; // a",
        "[Step]\n    private static Task<string> ReadAllTextAsync(string path) => Task.FromResult(System.IO.File.ReadAllText(path));")]
    [TestCase("Console.WriteLine($\"{order.Total}\");", "await WriteLineAsync(order);",
        "[Step]\n    private static Task WriteLineAsync(Order order)\n    {\n        Console.WriteLine($\"{order.Total}\");\n        return Task.CompletedTask;\n    }")]
    [TestCase("var text = await System.IO.File.ReadAllTextAsync(order.Id).ConfigureAwait(true);", "var text = await ReadAllTextAsync(order);",
        "[Step]\n    private static Task<string> ReadAllTextAsync(Order order) => System.IO.File.ReadAllTextAsync(order.Id);")]
    [TestCase("var text = System.IO.File.ReadAllTextAsync(order.Id);\nawait text;", "var text = ReadAllTextAsync(order);\nawait text;",
        "[Step]\n    private static Task<string> ReadAllTextAsync(Order order) => System.IO.File.ReadAllTextAsync(order.Id);")]
    [TestCase("await System.IO.File.WriteAllTextAsync(order.Id, await TextAsync(\"a\"));", "await WriteAllTextAsync(order, await TextAsync(\"a\"));",
        "[Step]\n    private static Task WriteAllTextAsync(Order order, string text) => System.IO.File.WriteAllTextAsync(order.Id, text);")]
    [TestCase("System.IO.File.WriteAllText(\"at\", Durable.UtcNow.ToString(\"O\"));", "await WriteAllTextAsync(Durable.UtcNow);",
        "[Step]\n    private static Task WriteAllTextAsync(DateTimeOffset utcNow)\n    {\n        System.IO.File.WriteAllText(\"at\", utcNow.ToString(\"O\"));\n        return Task.CompletedTask;\n    }")]
    [TestCase("foreach (var file in System.IO.Directory.GetFiles(\".\")) { }", "foreach (var file in await GetFilesAsync()) { }",
        "[Step]\n    private static Task<string[]> GetFilesAsync() => Task.FromResult(System.IO.Directory.GetFiles(\".\"));")]
    [TestCase("var id = System.Diagnostics.Process.GetCurrentProcess().Id;", "var id = await GetIdAsync();",
        "[Step]\n    private static Task<int> GetIdAsync() => Task.FromResult(System.Diagnostics.Process.GetCurrentProcess().Id);")]
    [TestCase("using var cts = new CancellationTokenSource();\nvar token = cts.Token;\nawait System.IO.File.WriteAllTextAsync(\"a\", order.Id, token);", "using var cts = new CancellationTokenSource();\nvar token = cts.Token;\nawait WriteAllTextAsync(order);",
        "[Step]\n    private static Task WriteAllTextAsync(Order order, CancellationToken token = default) => System.IO.File.WriteAllTextAsync(\"a\", order.Id, token);")]
    [TestCase("System.IO.File.Delete(new UriBuilder { Host = order.Id }.Host);", "await DeleteAsync(order);",
        "[Step]\n    private static Task DeleteAsync(Order order)\n    {\n        System.IO.File.Delete(new UriBuilder { Host = order.Id }.Host);\n        return Task.CompletedTask;\n    }")]
    public Task Call_of_the_world_becomes_a_step(string before, string after, string step) => CheckAsync("DUR1008", before, after, step);

    [TestCase("System.IO.File.AppendAllText(\"log\", $\"{_seq++}\");", "private int _seq;")]
    [TestCase("System.IO.File.AppendAllText(\"log\", _name = order.Id);", "private string _name = \"\";")]
    [TestCase("System.IO.File.AppendAllText(\"log\", this.Name ??= order.Id);", "private string? Name { get; set; }")]
    public Task Call_that_writes_a_field_is_left_to_people(string body, string members) => Fixed.NotOfferedAsync("DUR1008", Fixed.Workflow(body, members));

    [TestCase("var name = Environment.MachineName;", "var name = await GetMachineNameAsync();",
        "[Step]\n    private static Task<string> GetMachineNameAsync() => Task.FromResult(Environment.MachineName);")]
    [TestCase("var home = Environment.GetEnvironmentVariable(\"HOME\") ?? \"/\";", "var home = await GetEnvironmentVariableAsync() ?? \"/\";",
        "[Step]\n    private static Task<string?> GetEnvironmentVariableAsync() => Task.FromResult(Environment.GetEnvironmentVariable(\"HOME\"));")]
    [TestCase("Environment.ExitCode = (int)order.Total;", "await SetExitCodeAsync(order);",
        "[Step]\n    private static Task SetExitCodeAsync(Order order)\n    {\n        Environment.ExitCode = (int)order.Total;\n        return Task.CompletedTask;\n    }")]
    public Task Reading_of_the_environment_becomes_a_step(string before, string after, string step) => CheckAsync("DUR1009", before, after, step);

    [Test]
    public async Task Injected_service_is_called_in_a_step_of_the_workflow()
    {
        const string Source = """
            public interface IShop { Task<int> BuyAsync(string id, int count, CancellationToken cancel = default); string Name { get; } }
            public sealed class Flow(IShop shop)
            {
                private readonly IShop _other = shop;

                [Workflow]
                public async Task<int> RunAsync(string id, CancellationToken cancel)
                {
                    var count = id.Length;
                    var bought = await shop.BuyAsync(id, count, cancel);
                    bought += await _other.BuyAsync(id, count: 1);
                    return bought + shop.Name.Length;
                }
            }

            """;
        Assert.That(await Fixed.AllAsync("DUR1029", Source), Is.EqualTo("""
            public interface IShop { Task<int> BuyAsync(string id, int count, CancellationToken cancel = default); string Name { get; } }
            public sealed class Flow(IShop shop)
            {
                private readonly IShop _other = shop;

                [Workflow]
                public async Task<int> RunAsync(string id, CancellationToken cancel)
                {
                    var count = id.Length;
                    var bought = await BuyAsync(id, count);
                    bought += await Buy2Async(id);
                    return bought + (await GetNameAsync()).Length;
                }

                [Step]
                private Task<int> BuyAsync(string id, int count, CancellationToken cancel = default) => shop.BuyAsync(id, count, cancel);

                [Step]
                private Task<int> Buy2Async(string id) => _other.BuyAsync(id, count: 1);

                [Step]
                private Task<string> GetNameAsync() => Task.FromResult(shop.Name);
            }

            """));
    }

    [TestCase("var answer = await Remote.AskAsync(order.Id);", "var answer = await AskAsync(order);", "private static Task<int> AskAsync(Order order) => Remote.AskAsync(order.Id);")]
    [TestCase("var tasks = new[] { 1, 2 }.Select(n => Remote.AskAsync(order.Id + n)).ToList();\nawait Task.WhenAll(tasks);", "var tasks = new[] { 1, 2 }.Select(n => AskAsync(order, n)).ToList();\nawait Task.WhenAll(tasks);", "private static Task<int> AskAsync(Order order, int n) => Remote.AskAsync(order.Id + n);")]
    [TestCase("await Remote.OpenAsync();", "await OpenAsync();", "private static async Task OpenAsync() => await Remote.OpenAsync();")]
    [TestCase("var length = (await Remote.OpenAsync()).Length;", "var length = await GetLengthAsync();", "private static async Task<long> GetLengthAsync() => (await Remote.OpenAsync()).Length;")]
    [TestCase("if (await Remote.IsThereAsync()) { }", "if (await IsThereAsync()) { }", "private static ValueTask<bool> IsThereAsync() => Remote.IsThereAsync();")]
    public async Task Foreign_await_becomes_a_step(string before, string after, string step)
    {
        const string Remote = "using System.Threading.Tasks; public static class Remote { public static Task<int> AskAsync(string q) => Task.FromResult(1); public static ValueTask<bool> IsThereAsync() => default; public static Task<System.IO.Stream> OpenAsync() => Task.FromResult(System.IO.Stream.Null); }";
        using var solution = new FixSolution((FixSolution.Foreign, [("Remote.cs", Remote)]), ("App", [("Case.cs", Fixed.Workflow(before))]));
        var finding = (await solution.AnalyzeAsync()).First(d => d.Id == "DUR1006");
        await solution.ApplyAsync((await solution.OffersAsync(finding)).Single().Action);
        await Fixed.CompilesAsync(solution);
        Assert.That(await solution.TextAsync("Case.cs"), Is.EqualTo(Fixed.Workflow(after, steps: "[Step]\n" + step)));
        Assert.That((await solution.AnalyzeAsync()).Select(d => d.ToString()), Is.Empty);
    }

    [Test]
    public Task What_has_to_be_disposed_is_no_result() => Fixed.NotOfferedAsync("DUR1029", """
        public sealed class Lease : IDisposable { public string Id { get; set; } = ""; public void Dispose() { } }
        public interface IShop { Task<Lease> RentAsync(); }
        public sealed class Flow(IShop shop) { [Workflow] public async Task RunAsync() { using var lease = await shop.RentAsync(); } }
        """);

    [Test]
    public async Task Conditional_call_is_moved_whole()
    {
        var text = await Fixed.AllAsync("DUR1029", "public interface IShop { string Name { get; } }\npublic sealed class Flow(IShop? shop = null)\n{\n    [Workflow]\n    public async Task<string?> RunAsync()\n    {\n        await Task.Yield();\n        return shop?.Name.Trim();\n    }\n}\n");
        Assert.That(text, Does.Contain("return await TrimAsync();").And.Contain("private Task<string?> TrimAsync() => Task.FromResult(shop?.Name.Trim());"));
    }

    [Test]
    public async Task Step_finds_another_name_where_its_own_is_taken()
    {
        var text = await Fixed.AllAsync("DUR1008", Fixed.Workflow(
            "var text = System.IO.File.ReadAllText(\"a\") + ReadAllTextAsync;", "private int ReadAllTextAsync => 1;\nprivate void ReadAllText2Async(int a) { }"));
        Assert.That(text, Does.Contain("var text = await ReadAllText3Async() + ReadAllTextAsync;"));
    }

    [TestCase("public interface IReader { string Read(); }\npublic sealed class Reader(string root) : IReader\n{\n    public string Read() => System.IO.File.ReadAllText(root);\n}", TestName = "a method of an interface")]
    [TestCase("public interface IReader { string Read(); }\npublic class Reader : IReader\n{\n    public virtual string Read() => System.IO.File.ReadAllText(\"a\");\n}", TestName = "a virtual method")]
    public Task Helper_whose_result_others_fix_is_left_alone(string reader) => Fixed.NotOfferedAsync("DUR1008", $$"""
        {{reader}}
        public sealed class Flow(Reader reader) { [Workflow] public async Task RunAsync() { reader.Read(); await Task.Yield(); } }
        """);

    [Test]
    public async Task Injected_helper_gets_a_step_of_its_own_instance()
    {
        using var solution = await Fixed.AllAsync("DUR1008", null, [
            ("Flow.cs", "public sealed class Flow(Reader reader) { [Workflow] public async Task RunAsync() { await reader.ReadAsync(); } }"),
            ("Reader.cs", """
                public interface IReader { Task<string> ReadAsync(); }
                public sealed class Reader(string root) : IReader
                {
                    public Task<string> ReadAsync()
                    {
                        return Task.FromResult(System.IO.File.ReadAllText(root));
                    }
                }

                """),
        ]);
        Assert.That(await solution.TextAsync("Reader.cs"), Is.EqualTo("""
            public interface IReader { Task<string> ReadAsync(); }
            public sealed class Reader(string root) : IReader
            {
                public async Task<string> ReadAsync()
                {
                    return await ReadAllTextAsync();
                }

                [Step]
                private Task<string> ReadAllTextAsync() => Task.FromResult(System.IO.File.ReadAllText(root));
            }

            """));
    }

    [Test]
    public Task Same_call_twice_becomes_one_step() => CheckAsync(
        "DUR1008",
        "var path = order.Id;\nvar both = System.IO.File.ReadAllText(path) + System.IO.File.ReadAllText(path);",
        "var path = order.Id;\nvar both = await ReadAllTextAsync(path) + await ReadAllTextAsync(path);",
        "[Step]\n    private static Task<string> ReadAllTextAsync(string path) => Task.FromResult(System.IO.File.ReadAllText(path));");

    [Test]
    public Task Field_that_the_workflow_assigns_is_passed() => Fixed.BodyAsync(
        "DUR1008",
        "_path = order.Id;\nvar text = System.IO.File.ReadAllText(_path);",
        "_path = order.Id;\nvar text = await ReadAllTextAsync(_path);",
        "private string _path = \"\";",
        "[Step]\nprivate static Task<string> ReadAllTextAsync(string path) => Task.FromResult(System.IO.File.ReadAllText(path));\n\nprivate string _path = \"\";");

    [Test]
    public async Task Helper_gets_a_static_step_and_becomes_async()
    {
        using var solution = await Fixed.AllAsync("DUR1008", null, [
            ("Case.cs", Fixed.Workflow("var price = new Prices().Price(order.Id);")),
            ("Prices.cs", """
                using System.IO;

                internal sealed class Prices
                {
                    internal string Price(string id)
                    {
                        return File.ReadAllText(id).Trim();
                    }

                    private int Other() => 1;
                }

                """),
        ]);
        Assert.That(await solution.TextAsync("Case.cs"), Is.EqualTo(Fixed.Workflow("var price = await new Prices().Price(order.Id);")));
        Assert.That(await solution.TextAsync("Prices.cs"), Is.EqualTo("""
            using System.IO;

            internal sealed class Prices
            {
                internal async Task<string> Price(string id)
                {
                    return (await ReadAllTextAsync(id)).Trim();
                }

                [Step]
                private static Task<string> ReadAllTextAsync(string id) => Task.FromResult(File.ReadAllText(id));

                private int Other() => 1;
            }

            """));
    }

    [TestCase("using var stream = System.IO.File.OpenRead(order.Id);", "", TestName = "a stream")]
    [TestCase("var made = new { order.Id };\nvar text = System.IO.File.ReadAllText(made.Id);", "", TestName = "an anonymous type")]
    [TestCase("var i = 0;\nvar text = System.IO.File.ReadAllText(order.Id + i++);", "", TestName = "a variable that it changes")]
    [TestCase("System.IO.FileStream? file = null;\nvar text = System.IO.File.ReadAllText(file!.Name);", "", TestName = "a parameter that can't be carried")]
    [TestCase("ReadOnlySpan<char> path = order.Id;\nvar text = System.IO.File.ReadAllText(path.ToString());", "", TestName = "a span")]
    [TestCase("var texts = new[] { \"a\" }.Select(x => System.IO.File.ReadAllText(x)).ToList();", "", TestName = "a lambda that can't be async")]
    [TestCase("var text = System.IO.File.ReadAllText(Path());\nstatic string Path() => \"a\";", "", TestName = "a local function")]
    [TestCase("var text = Read<string>();", "private static string Read<T>() => System.IO.File.ReadAllText(typeof(T).Name);", TestName = "a type parameter of the method")]
    [TestCase("var text = new Reader(order.Id).Read();", "internal sealed class Reader(string path)\n{\n    internal string Read() => System.IO.File.ReadAllText(path);\n}", TestName = "an instance that the host can't make")]
    [TestCase("var text = new Letter(order.Id).Read();", "internal sealed record Letter(string Path)\n{\n    internal string Read() => System.IO.File.ReadAllText(Path);\n}", TestName = "a record, which its own constructor asks for")]
    [TestCase("var text = new Letter { Path = order.Id }.Read();", "internal sealed class Letter\n{\n    public string Path { get; init; } = \"\";\n    internal string Read() => System.IO.File.ReadAllText(Path);\n}\ninternal sealed record Mail(Letter Letter);", TestName = "data, which a record asks for")]
    public Task Call_that_no_step_can_make_is_left_alone(string body, string members) => Fixed.NotOfferedAsync("DUR1008", Fixed.Workflow(body, members));

    [TestCase("_path = order.Id;\nSystem.IO.File.Copy(Root, _path);", "_path = order.Id;\nawait CopyAsync(_path);", "root", TestName = "a field's name is free")]
    [TestCase("_path = order.Id;\nSystem.IO.File.Copy(path, _path);", "_path = order.Id;\nawait CopyAsync(_path);", "path2", TestName = "a field's name is a member's")]
    public async Task Parameter_takes_no_name_that_the_call_uses_for_something_else(string before, string after, string name)
    {
        const string Members = "private string _path = \"\";\nprivate static string Root => \"a\";\nprivate readonly string path = \"b\";";
        var text = await Fixed.AllAsync("DUR1008", Fixed.Workflow(before, Members));
        Assert.That(text, Does.Contain(after.Split('\n')[1]).And.Contain(name == "root" ? "File.Copy(Root, path);" : "File.Copy(path, path2);"));
    }

    [Test]
    public async Task Parameter_takes_no_name_of_a_lambda_in_the_call()
    {
        var text = await Fixed.AllAsync("DUR1008", Fixed.Workflow(
            "_path = order.Id;\nSystem.IO.File.WriteAllLines(\"a\", new[] { \"b\" }.Select(path => path + _path));", "private string _path = \"\";"));
        Assert.That(text, Does.Contain("Select(path => path + path2)"));
    }

    [Test]
    public async Task Step_is_written_as_its_file_is()
    {
        const string Source = "public sealed class Flow\r\n{\r\n\t[Workflow]\r\n\tpublic async Task RunAsync(string id)\r\n\t{\r\n\t\tSystem.IO.File.WriteAllText(\r\n\t\t\tid,\r\n\t\t\t\"\");\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n";
        var text = await Fixed.AllAsync("DUR1008", Source);
        Assert.That(text, Does.EndWith(
            "\t}\r\n\r\n\t[Step]\r\n\tprivate static Task WriteAllTextAsync(string id)\r\n\t{\r\n\t\tSystem.IO.File.WriteAllText(\r\n\t\t\tid,\r\n\t\t\t\"\");\r\n\t\treturn Task.CompletedTask;\r\n\t}\r\n}\r\n"));
    }

    [Test]
    public async Task Awaited_call_that_throws_nothing_keeps_its_option()
    {
        var text = await Fixed.AllAsync("DUR1029", "public interface IShop { Task SaveAsync(); }\npublic sealed class Flow(IShop shop)\n{\n    [Workflow]\n    public async Task RunAsync()\n    {\n        await shop.SaveAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);\n    }\n}\n");
        Assert.That(text, Does.Contain("await SaveAsync();").And.Contain("private async Task SaveAsync() => await shop.SaveAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing"));
    }

    private static Task CheckAsync(string rule, string before, string after, string step) =>
        Fixed.BodyAsync(rule, before, after, steps: step.Replace("\n    ", "\n", StringComparison.Ordinal));
}
