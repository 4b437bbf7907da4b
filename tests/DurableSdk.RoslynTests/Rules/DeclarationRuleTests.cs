using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Rules;

/// <summary>What may not be a step or workflow is an error at its declaration.</summary>
public sealed class DeclarationRuleTests
{
    [TestCase("[Workflow] public Task W() => null!; [Signal] public static void A() { }", "DUR0025", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public void A<T>() { }", "DUR0025", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public async void A() => await Task.Yield();", "DUR0025", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public Task<int> A() => null!;", "DUR0025", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public void A(CancellationToken x) { }", "DUR0025", "A")]
    [TestCase("public interface I { [Signal] void A() { } } public class D : I { [Workflow] public Task W() => null!; }", "DUR0025", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public void A(Action x) { }", "DUR0004", "x")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public void A(ref int x) { }", "DUR0004", "x")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public void B() { } [Signal] public void BAsync() { }", "DUR0026", "BAsync")]
    [TestCase("[Workflow] public async Task W() => await Durable.WaitForSignal<int>(\"B\"); [Signal] public void B() { }", "DUR0027", "Durable.WaitForSignal<int>(\"B\")")]
    [TestCase("[Workflow] public async Task W() { await Durable.WaitForSignal<int>(\"B\"); await Durable.WaitForSignal<string>(\"B\"); }", "DUR0028", "Durable.WaitForSignal<string>(\"B\")")]
    [TestCase("[Signal] public void A() { }", "DUR0029", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public static int A() => 1;", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public T A<T>() => default!;", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public void A() { }", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public async Task<int> A() => await Task.FromResult(1);", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public int A(CancellationToken x) => 1;", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public int A { set { } }", "DUR0043", "A")]
    [TestCase("public interface I { int P { get; } } public class D : I { [Workflow] public Task W() => null!; [Query] int I.P => 1; }", "DUR0043", "P")]
    [TestCase("public interface I { [Query] int A => 1; } public class D : I { [Workflow] public Task W() => null!; }", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public int this[int i] => i;", "DUR0043", "this")]
    [TestCase("[Workflow] public Task W() => null!; public int A { [Query] get => 1; }", "DUR0043", "get")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public Action A() => null!;", "DUR0004", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Query] public int A(ref int x) => 1;", "DUR0004", "x")]
    [TestCase("[Workflow] public Task W() => null!; [Signal] public void AAsync() { } [Query] public int A => 1;", "DUR0042", "A")]
    [TestCase("[Workflow] public static Task W() => null!; [Signal] public void A() { }", "DUR0029", "A")]
    [TestCase("[Workflow] public virtual Task W() => null!; public class D : C { [Signal] public void A() { } }", "DUR0029", "A")]
    [TestCase("[Workflow] public virtual Task W() => null!; public class D : C { public override Task W() => null!; [Signal] public void A() { } }", "DUR0029", "A")]
    [TestCase("[Query] public int A => 1;", "DUR0044", "A")]
    [TestCase("[Workflow] public virtual Task W() => null!; public class D : C { [Query] public int A => 1; }", "DUR0044", "A")]
    [TestCase("[Workflow] public virtual Task W() => null!; public class D : C { [Update] public int A() => 1; }", "DUR0044", "A")]
    [TestCase("[Workflow] public static Task W() => null!; [Query] public int A => 1;", "DUR0044", "A")]
    [TestCase("[Workflow] public Task W() => null!; int _n; [Query] public int A() => _n++;", "DUR0046", "_n")]
    [TestCase("[Workflow] public Task W() => null!; (int X, int Y) _p; [Query] public int A() => _p.X += 1;", "DUR0046", "_p.X")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public static int A() => 1;", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public T A<T>() => default!;", "DUR0043", "A")]
    [TestCase("public interface I { [Update] int A(int x) => x; } public class D : I { [Workflow] public Task W() => null!; }", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public async void A() => await Task.Yield();", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public ValueTask<int> A() => default;", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public Task A(CancellationToken x) => null!;", "DUR0043", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public Task<Action> A() => null!;", "DUR0004", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update] public Action A() => null!;", "DUR0004", "A")]
    [TestCase("[Update] public void A() { }", "DUR0044", "A")]
    [TestCase("[Workflow] public Task W() => null!; [Update(Validate = \"B\")] public void A() { }", "DUR0045", "Update(Validate = \"B\")")]
    [TestCase("[Workflow] public Task W() => null!; [Update(Validate = \"B\")] public void A(int x) { } bool B() => true;", "DUR0045", "Update(Validate = \"B\")")]
    [TestCase("[Workflow] public Task W() => null!; [Update(Validate = \"B\")] public void A(int x) { } bool B(long x) => true;", "DUR0045", "Update(Validate = \"B\")")]
    [TestCase("[Workflow] public Task W() => null!; [Update(Validate = \"B\")] public void A() { } int B() => 1;", "DUR0045", "Update(Validate = \"B\")")]
    [TestCase("[Workflow] public Task W() => null!; [Update(Validate = \"B\")] public void A() { } async Task<bool> B() => await Task.FromResult(true);", "DUR0045", "Update(Validate = \"B\")")]
    [TestCase("[Workflow] public Task W() => null!; int _n; [Update(Validate = \"B\")] public void A() => _n = 1; bool B() => _n++ == 0;", "DUR0046", "_n")]
    [TestCase("[Step(RetryDelay = \"1 second\")] Task A() => null!;", "DUR0001", "RetryDelay = \"1 second\"")]
    [TestCase("[Step(Timeout = \"\")] Task A() => null!;", "DUR0001", "Timeout = \"\"")]
    [TestCase("[Step(MaxRetryDelay = \"99999999999d\")] Task A() => null!;", "DUR0001", "MaxRetryDelay = \"99999999999d\"")]
    [TestCase("[Step(RetryDelay = null!)] Task A() => null!;", "DUR0001", "RetryDelay = null!")]
    [TestCase("[Step(MaxAttempts = 0)] Task A() => null!;", "DUR0002", "MaxAttempts = 0")]
    [TestCase("[Step(MaxAttempts = 1001)] Task A() => null!;", "DUR0002", "MaxAttempts = 1001")]
    [TestCase("[Step(Backoff = 0.5)] Task A() => null!;", "DUR0002", "Backoff = 0.5")]
    [TestCase("[Step(Backoff = double.NaN)] Task A() => null!;", "DUR0002", "Backoff = double.NaN")]
    [TestCase("[Step(RetryDelay = \"-1s\")] Task A() => null!;", "DUR0002", "RetryDelay = \"-1s\"")]
    [TestCase("[Workflow(Timeout = \"1x\")] public Task A() => null!;", "DUR0001", "Timeout = \"1x\"")]
    [TestCase("[Workflow(Timeout = \"0s\")] public Task A() => null!;", "DUR0002", "Timeout = \"0s\"")]
    [TestCase("[Step(Timeout = \"0s\")] Task A() => null!;", "DUR0002", "Timeout = \"0s\"")]
    [TestCase("[Step(Timeout = \"-1s\")] Task A() => null!;", "DUR0002", "Timeout = \"-1s\"")]
    [TestCase("[Step(Timeout = \"60d\")] Task A() => null!;", "DUR0002", "Timeout = \"60d\"")]
    [TestCase("[Step(RetryDelay = \"3651d\")] Task A() => null!;", "DUR0002", "RetryDelay = \"3651d\"")]
    [TestCase("[Step(MaxRetryDelay = \"3650.1d\")] Task A() => null!;", "DUR0002", "MaxRetryDelay = \"3650.1d\"")]
    [TestCase("[Workflow(Version = 0)] public Task A() => null!;", "DUR0002", "Workflow(Version = 0)")]
    [TestCase("[Step] int A() => 1;", "DUR0003", "A")]
    [TestCase("[Step] async void A() => await Task.Yield();", "DUR0003", "A")]
    [TestCase("[Step] IAsyncEnumerable<int> A() => null!;", "DUR0003", "A")]
    [TestCase("[Workflow] public string A() => null!;", "DUR0003", "A")]
    [TestCase("[Step] Task A(ref int x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(out int x) { x = 1; return null!; }", "DUR0004", "x")]
    [TestCase("[Step] Task A(in int x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(Span<int> x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(params ReadOnlySpan<int> x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] unsafe Task A(int* x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A<T>(T x) where T : allows ref struct => null!;", "DUR0004", "x")]
    [TestCase("[Step] unsafe Task A(int*[] x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] unsafe Task A(delegate*<int>[] x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(Action x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(Dictionary<string, Func<int>[]> x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(CancellationToken? x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(System.IO.MemoryStream x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(Type x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(Task<int> x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(ValueTask<int> x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task A(IAsyncEnumerable<int> x) => null!;", "DUR0004", "x")]
    [TestCase("[Workflow] public Task A(Action<int> x) => null!;", "DUR0004", "x")]
    [TestCase("[Step] Task<System.IO.Stream> A() => null!;", "DUR0004", "A")]
    [TestCase("[Step] ValueTask<List<Action>> A() => default;", "DUR0004", "A")]
    [TestCase("[Step] Task<Task> A() => null!;", "DUR0004", "A")]
    [TestCase("[Workflow] public Task<IAsyncEnumerable<int>> A() => null!;", "DUR0004", "A")]
    [TestCase("[Step] Task A(Hidden x) => null!; private class Hidden;", "DUR0006", "x")]
    [TestCase("[Step] Task<List<Hidden[]>> A() => null!; private class Hidden;", "DUR0006", "A")]
    [TestCase("[Step] private protected Task<Hidden> A() => null!; protected class Hidden;", "DUR0006", "A")]
    [TestCase("[Step] Task A<T>(T x) where T : IHidden => null!; private interface IHidden;", "DUR0006", "A")]
    [TestCase("private class In { [Step] public Task A() => null!; }", "DUR0007", "A")]
    [TestCase("private class In { [Workflow] public Task A() => null!; }", "DUR0007", "A")]
    [TestCase("void M() { [Step] Task A() => null!; _ = A(); }", "DUR0008", "Step")]
    [TestCase("void M() { var f = [Step] () => Task.CompletedTask; }", "DUR0008", "Step")]
    [TestCase("[Workflow] public Task A() => null!; [Workflow(Name = \"B\")] public Task B() => null!;", "DUR0013", "A")]
    [TestCase("[Workflow(Name = \"1st\")] public Task A() => null!;", "DUR0014", "Workflow(Name = \"1st\")")]
    [TestCase("[Workflow(Name = \"--\")] public Task A() => null!;", "DUR0014", "Workflow(Name = \"--\")")]
    [TestCase("[Workflow] public Task A<T>() => null!;", "DUR0015", "A")]
    [TestCase("public class G<T> { [Workflow] public Task A() => null!; }", "DUR0015", "A")]
    [TestCase("public abstract class G { [Workflow] public Task A() => null!; }", "DUR0016", "A")]
    [TestCase("public class G { internal G() { } [Workflow] public Task A() => null!; }", "DUR0016", "A")]
    [TestCase("public class G { private G(int a) { } [Workflow] public Task A() => null!; }", "DUR0016", "A")]
    [TestCase("public interface G { [Workflow] Task A(); }", "DUR0016", "A")]
    [TestCase("[Step] Task A(System.Data.Common.DbConnection db) => null!;", "DUR0038", "db")]
    [TestCase("[Step] Task A(System.Data.IDbTransaction t) => null!;", "DUR0038", "t")]
    [TestCase("[Step(Transactional = true)] Task A(int a) => null!;", "DUR0039", "Step(Transactional = true)")]
    [TestCase("[Step(Transactional = true)] Task A(Odd db) => null!; public abstract class Odd : System.Data.Common.DbConnection;", "DUR0040", "db")]
    [TestCase("[Step(Transactional = true)] Task A(System.Data.IDbConnection db) => null!;", "DUR0040", "db")]
    [TestCase("[Step(Transactional = true)] Task A(ref System.Data.Common.DbConnection db) => null!;", "DUR0040", "db")]
    [TestCase("[Step(Transactional = true)] Task A(System.Data.Common.DbTransaction t, System.Data.Common.DbTransaction u) => null!;", "DUR0040", "u")]
    [TestCase("[Step(Transactional = true, Pipeline = \"p\")] Task A(System.Data.Common.DbConnection db) => null!;", "DUR0041", "Step(Transactional = true, Pipeline = \"p\")")]
    [TestCase("[Workflow] public Task A(System.Data.Common.DbConnection db) => null!;", "DUR0004", "db")]
    [TestCase("[Step(Arguments = (ArgumentRecording)2)] Task A(int a) => null!;", "DUR0002", "Arguments = (ArgumentRecording)2")]
    [TestCase("[Step(Pipeline = \" \")] Task A() => null!;", "DUR0002", "Pipeline = \" \"")]
    [TestCase("[Step(NonRetryable = [typeof(ArgumentException), typeof(string)])] Task A() => null!;", "DUR0017", "NonRetryable = [typeof(ArgumentException), typeof(string)]")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (Bad) { } } public class Bad(int secret) : Exception { int S => secret; }", "DUR0018", "Bad")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (Exception e) when (e is Bad) { } } private class Bad : Exception;", "DUR0018", "Bad")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (Bad) { } } public abstract class Bad : Exception;", "DUR0018", "Bad")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (Bad) { } } public abstract class Bad : Exception; public class Worse(object secret) : Bad { object S => secret; }", "DUR0018", "Bad")]
    [TestCase("[Workflow] public Task A() => B<TimeoutException>(); private static async Task B<T>() where T : Exception { try { await Task.Yield(); } catch (T) { } }", "DUR0018", "T")]
    [TestCase("public class D1 { [Workflow(Name = \"a-b\")] public Task A() => null!; } public class D2 { [Workflow(Name = \"AB\")] public Task A() => null!; }", "DUR0023", "Workflow(Name = \"a-b\")")]
    [TestCase("public class D1 { [Workflow] public Task A() => null!; } public class D2 { [Workflow(Name = \"D1\")] public Task A() => null!; }", "DUR0012", "Workflow(Name = \"D1\")")]
    [TestCase("public interface I { Task A(); } public class D : I { [Step] public Task A() => null!; }", "DUR0024", "A")]
    [TestCase("public interface I<T> { Task A(T t); } public class D : I<int> { [Step] public Task A(int t) => null!; }", "DUR0024", "A")]
    [TestCase("public interface I { Task A(); } public class D : I { [Step] Task I.A() => null!; }", "DUR0024", "A")]
    [TestCase("public interface I { Task A(); } public class D { [Step] public Task A() => null!; } public class E : D, I;", "DUR0024", "E")]
    [TestCase("public interface I { Task A(); } public interface J { [Step] Task A(); } public class D : I, J { public Task A() => null!; }", "DUR0024", "A")]
    [TestCase("public class D { public virtual Task A() => null!; } public class E : D { [Step] public override Task A() => null!; }", "DUR0024", "A")]
    [TestCase("public Task P { [Step] get => null!; }", "DUR0025", "get")]
    [TestCase("public Task P { [Workflow] get => null!; }", "DUR0025", "get")]
    [TestCase("[Step] public static Task operator +(C a, C b) => null!;", "DUR0025", "+")]
    [TestCase("[Step] public static implicit operator Task(C a) => null!;", "DUR0025", "Task")]
    [TestCase("public class D : IAsyncDisposable { [Step] public ValueTask DisposeAsync() => default; }", "DUR0025", "DisposeAsync")]
    [TestCase("public class D : IAsyncDisposable { [Step] ValueTask IAsyncDisposable.DisposeAsync() => default; }", "DUR0025", "DisposeAsync")]
    [TestCase("public class D : IAsyncDisposable { [Workflow] public ValueTask DisposeAsync() => default; }", "DUR0025", "DisposeAsync")]
    [TestCase("public interface I { [Step] static abstract Task A(); }", "DUR0025", "A")]
    [TestCase("public interface I { [Step] static virtual Task A() => null!; }", "DUR0025", "A")]
    [TestCase("[Workflow, Step] public Task A() => null!;", "DUR0025", "A")]
    [TestCase("public interface I { Task A(); } public class D : I { [Workflow] Task I.A() => null!; }", "DUR0025", "A")]
    [TestCase("public interface I { static abstract int X(); } [Step] Task A(I x) => null!;", "DUR0004", "x")]
    public void Wrong_declaration_is_an_error(string members, string rule, string at)
    {
        var reported = Project.Of($"public class C {{ {members} }}").Analyze();

        Assert.That(reported.Select(d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}"), Is.EqualTo([$"{rule} {at}"]));
    }

    [TestCase("[Step(Timeout = \"24d\", RetryDelay = \"0s\", MaxRetryDelay = \"3650d\")] Task A() => null!;")]
    [TestCase("[Step] Task<object?> A(object a, IEnumerable<int> b, byte[] c, Uri d, CancellationToken e) => null!;")]
    [TestCase("[Workflow] public Task W() => null!; int _n; [Query] public int A => _n; [Query(Name = \"b\")] List<int> B(string? x = null) { var n = _n; n++; var c = new C { _n = n }; return [n]; } [Signal] public void D() => _n++;")]
    [TestCase("[Workflow] public Task W() => null!; int _n; [Update(Validate = \"Can\")] private Task<int> A(string? x = null) => Task.FromResult(_n++); static string? Can(string? x) => x; [Update] public void B() => _n = 0; [Update] public int C() => _n;")]
    [TestCase("public abstract class G { [Query] public virtual int A => 1; } public class H : G { [Workflow] public Task W() => null!; [Query] public override int A => 2; }")]
    [TestCase("private C() { } [Workflow] public static Task A() => null!;")]
    [TestCase("internal C() { } public C(int a) { } [Workflow] public Task A() => null!;")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (StepFailedException) { } catch (DurableException) { } }")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (Exception e) when (e is not ContinueAsNewException) { } }")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (ContinueAsNewException) { throw; } }")]
    [TestCase("[Workflow] public async Task A() { try { await Task.Yield(); } catch (Good) { } } public abstract class Good : Exception; public class Better : Good;")]
    [TestCase("[Workflow] public Task A() => B<TaskCanceledException>(); private static async Task B<T>() where T : OperationCanceledException { try { await Task.Yield(); } catch (T) { } }")]
    public void Right_declaration_is_none(string members) => Assert.That(Ids($"public class C {{ {members} }}"), Is.Empty);

    [Test]
    public void Two_queries_of_one_name_are_errors_and_so_is_each_change_of_state()
    {
        Assert.That(Ids("public class C { [Workflow] public Task W() => null!; [Query(Name = \"A\")] public int B() => 1; [Query] public int A => 1; }"), Is.EqualTo("DUR0042,DUR0042"));
        Assert.That(
            Ids("public class C { [Workflow] public Task W() => null!; int _n; int N { get; set; } [Query] public int A { get { (_n, N) = (1, 2); return N; } } }"),
            Is.EqualTo("DUR0046,DUR0046"));
        Assert.That(Ids("public class C { [Workflow] public Task W() => null!; [Query] public int A() => 1; [Update(Name = \"A\")] public void B() { } }"), Is.EqualTo("DUR0042,DUR0042"));
    }

    [TestCase("[Query] public int A => 1; [Query(Name = \"b\")] public int AAsync() => 1;")]
    [TestCase("[Update] public int A(string x) => 1; [Update(Name = \"b\")] public int AAsync(string y) => 1;")]
    [TestCase("[Signal] public void A() { } [Signal(Name = \"b\")] public Task AAsync() => null!;")]
    [TestCase("[Query] public int Result => 1; [Query(Name = \"b\")] public int QueryResult => 1;")]
    public void Two_members_that_give_the_handle_one_member_are_errors(string members) =>
        Assert.That(Ids($"public class C {{ [Workflow] public Task W() => null!; {members} }}"), Is.EqualTo("DUR0051,DUR0051"));

    [TestCase("[Query] public int A(int x) => 1; [Query(Name = \"b\")] public int AAsync(string x) => 1;")]
    [TestCase("[Signal] public void A() { } [Query(Name = \"b\")] public int AAsync() => 1; [Update(Name = \"c\")] public int A(int x) => 1;")]
    [TestCase("[Query] public virtual int A => 1; } public class D : C { [Query] public override int A => 2;")]
    public void Members_of_the_handle_that_differ_are_fine(string members) =>
        Assert.That(Ids($"public class C {{ [Workflow] public Task W() => null!; {members} }}"), Is.Empty);

    [Test]
    public void Struct_and_file_local_types_are_errors()
    {
        Assert.That(Ids("public struct S { [Step] public Task A() => null!; }"), Is.EqualTo("DUR0005"));
        Assert.That(Ids("file class S { [Step] public Task A() => null!; }"), Is.EqualTo("DUR0007"));
        Assert.That(Ids("file class F; class S { [Step] internal Task<F[]> A() => null!; }"), Does.Contain("DUR0006"));
        Assert.That(Ids("public class WHandle; public class W { [Workflow] public Task A() => null!; }"), Is.EqualTo("DUR0023"));
    }

    [Test]
    public void Step_that_is_marked_where_it_is_called_through_is_none() => Assert.That(Ids("""
        public interface I { [Step] Task A(); }
        public class D : I { [Step] public virtual Task A() => null!; }
        public class E : D { [Step] public override Task A() => null!; }
        public class F : I { Task I.A() => null!; public class In { [Step] public Task DisposeAsync(int a) => null!; } }
        """), Is.Empty);

    [Test]
    public void Extension_block_is_an_error() =>
        Assert.That(Ids("public static class S { extension(string s) { [Step] public Task A() => Task.CompletedTask; } }"), Does.Contain("DUR0022"));

    [Test]
    public void Call_of_a_step_in_an_extension_block_is_told_once_why_it_is_none()
    {
        var texts = Project.Of("""
            public static class S { extension(string s) { [Step] public Task A() => Task.CompletedTask; } }
            public class C { [Workflow] public async Task W() => await "".A(); }
            """).Analyze().Where(d => d.Id == "DUR0022").Select(d => d.GetMessage(null)).ToList();

        Assert.That(texts, Has.Count.EqualTo(2), "at the declaration and at the call");
        Assert.That(texts, Has.All.StartsWith("The call of 'A' can't be intercepted because it is declared in an extension block; write it as a static method"));
    }

    [Test]
    public void Catch_outside_workflows_is_nobodys_business() => Assert.That(
        Ids("public class C { private class Bad : Exception; public void M() { try { } catch (Bad) { } } }"), Is.Empty);

    private static string Ids(string source) => string.Join(",", Project.Of(source).Analyze().Select(d => d.Id));
}
