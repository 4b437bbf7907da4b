using System.Buffers;
using System.Text;
using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;
using DurableSdk.RoslynTests.Harness;

namespace DurableSdk.RoslynTests.Behaviour;

/// <summary>Exceptions that handlers ask for are made again with all that the log can hold of them.</summary>
public sealed class ExceptionTests
{
    private static readonly PayloadSerializer Serializer = new(PayloadSerializer.CreateOptions());

    [TestCase("public class E(string message, Exception? inner) : Exception(message, inner);", "new E(\"m\", new Exception(\"i\"))", "m|i|{}")]
    [TestCase("public class E : Exception { public E(string message) : base(message) { } public E() { } }", "new E(\"m\")", "m||{}")]
    [TestCase("public class E : Exception;", "new E()", "Exception of type 'E' was thrown.||{}")]
    [TestCase("public class E(string reason) : Exception(reason);", "new E(\"m\")", "m||{}")]
    [TestCase("public class E(string message, int code, Exception? innerException = null) : Exception(message, innerException) { public int Code { get; } = code; }", "new E(\"m\", 7)", "m||{\"Code\":7}")]
    [TestCase("public class E(string card) : Exception($\"{card} declined\") { public string Card => card; }", "new E(\"visa\")", "visa declined||{\"Card\":\"visa\"}")]
    [TestCase("public class E(string card) : Exception { public string Card => card; public override string Message => $\"{card} declined\"; }", "new E(\"visa\")", "visa declined||{\"Card\":\"visa\"}")]
    [TestCase("public class E : Exception { public E(string message) : base(message) { } public string? Code { get; set; } public required int Count { get; init; } public int Twice => 2; public int @class { get; set; } }", "new E(\"m\") { Code = \"c\", Count = 3, @class = 4 }", "m||{\"Code\":\"c\",\"Count\":3,\"class\":4}")]
    [TestCase("public class B(string message) : Exception(message) { public string? Code { get; set; } } public class E(string message) : B(message);", "new E(\"m\") { Code = \"c\" }", "m||{\"Code\":\"c\"}")]
    [TestCase("public class E<T>(string message, T value) : Exception(message) { public T Value => value; }", "new E<int>(\"m\", 3)", "m||{\"Value\":3}", "E<int>")]
    [TestCase("public class O { internal class E : Exception { internal E(string? message, Exception? e) : base(message, e) { } } }", "new O.E(\"m\", null)", "m||{}", "O.E")]
    [TestCase("", "new ArgumentException(\"m\", \"p\")", "m (Parameter 'p')||{}", "ArgumentException")]
    [TestCase("", "new System.Net.Http.HttpRequestException(\"m\", null, System.Net.HttpStatusCode.NotFound)", "m||{\"HttpRequestError\":0,\"StatusCode\":404}", "System.Net.Http.HttpRequestException")]
    [TestCase("", "new KeyNotFoundException(\"m\")", "m||{}", "KeyNotFoundException")]
    [TestCase("", "new TimeoutException(\"m\", new Exception(\"i\"))", "m|i|{}", "TimeoutException")]
    [TestCase("", "new System.IO.FileNotFoundException(\"m\", \"f\", new Exception(\"i\"))", "m|i|{\"FileName\":\"f\"}", "System.IO.FileNotFoundException")]
    [TestCase("", "new BadImageFormatException(\"m\", \"f\")", "m||{\"FileName\":\"f\"}", "BadImageFormatException")]
    [TestCase("", "new System.ComponentModel.Win32Exception(5, \"m\")", "m||{\"NativeErrorCode\":5}", "System.ComponentModel.Win32Exception")]
    [TestCase("", "new System.Net.WebException(\"m\", System.Net.WebExceptionStatus.Timeout)", "m||{\"Status\":14}", "System.Net.WebException")]
    [TestCase("public class E(string message) : Exception(message) { public System.IO.Stream? Body { get; set; } public Func<int>[]? Calls { get; set; } public CancellationToken Token { get; set; } }", "new E(\"m\")", "m||{}")]
    [TestCase("public class E : Exception { public E(string message) : base(message) { } [Obsolete(\"No.\", true)] public E(string message, Exception? inner) { } [Obsolete(\"No.\", true)] public string? Code { get; set; } [Obsolete(\"Perhaps.\")] public int Count { get; set; } }", "new E(\"m\")", "m||{\"Count\":0}")]
    [TestCase("public class LiteException(string message, int errorCode) : System.Data.Common.DbException(message, 9) { public int LiteErrorCode => errorCode; }", "new LiteException(\"m\", 7)", "m||{\"LiteErrorCode\":7}", "LiteException")]
    [TestCase("", "new AggregateException(\"m\", new Exception(\"i\"))", "m (i)|i|{}", "AggregateException")]
    public void Caught_exception_is_made_again(string declaration, string thrown, string expected, string type = "E")
    {
        var assembly = Program.Load(Project.Of($$"""
            {{declaration}}
            public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } catch ({{type}}) { } } public static Exception Throw() => {{thrown}}; }
            """));
        var manifest = (DurableManifest)Activator.CreateInstance(assembly.GetType("DurableSdk.Generated.App.Manifest")!)!;
        var exception = (Exception)assembly.GetType("W")!.GetMethod("Throw")!.Invoke(null, null)!;

        var descriptor = manifest.Exceptions.Single(e => e.Type == exception.GetType());
        var json = PropertiesOf(descriptor, exception);
        var again = descriptor.Create(new FailureContent(exception.Message, exception.InnerException, Encoding.UTF8.GetBytes(json), Serializer));

        Assert.That(again, Is.TypeOf(exception.GetType()));
        Assert.That(PropertiesOf(descriptor, again), Is.EqualTo(json));
        Assert.That($"{exception.Message}|{exception.InnerException?.Message}|{json}", Is.EqualTo(expected));
        if (exception is not AggregateException)
            Assert.That(again.Message, Is.EqualTo(exception.Message));
        Assert.That(again.InnerException, Is.SameAs(exception.InnerException));
    }

    [TestCase("catch (B) { }", "B,D1,D2")]
    [TestCase("catch (D1) { }", "D1")]
    [TestCase("catch (Exception e) when (e is D1 or D2) { }", "B,D1,D2,Other")]
    [TestCase("catch (B e) when (e is D1 or { Message: \"\" } or D2 { Message: \"x\" }) { }", "B,D1,D2")]
    [TestCase("catch { }", "B,D1,D2,Other")]
    [TestCase("catch (OperationCanceledException) { }", "")]
    [TestCase("catch (ODE) { }", "System.ObjectDisposedException")]
    [TestCase("catch (TimeoutException) { }", "System.Text.RegularExpressions.RegexMatchTimeoutException,System.TimeoutException")]
    [TestCase("catch (SystemException) { }", "System.SystemException")]
    [TestCase("catch (StepFailedException) { }", "")]
    [TestCase("catch (Exception e) when (e is StepFailedException) { }", "B,D1,D2,Other")]
    [TestCase("catch (AbstractOne) { }", "ConcreteOne")]
    public void Table_holds_what_handlers_ask_for(string handler, string expected)
    {
        var manifest = WorkflowTests.ManifestOf($$"""
            using ODE = System.ObjectDisposedException;
            public class B(string message) : Exception(message);
            public class D1(string message) : B(message);
            public class D2(string message) : B(message);
            public class Other(string message) : Exception(message);
            public abstract class AbstractOne(string message) : Exception(message);
            public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } {{handler}} } }
            """
            + (handler.Contains("AbstractOne", StringComparison.Ordinal) ? "public class ConcreteOne(string message) : AbstractOne(message);" : ""));

        Assert.That(string.Join(",", manifest.Exceptions.Select(e => e.TypeName)), Is.EqualTo(expected));
    }

    [TestCase("catch (T) { }", "where T : B", "B,D1")]
    [TestCase("catch (Exception e) when (e is T) { }", "where T : B", "B,D1,Other")]
    [TestCase("catch (T) { }", "where T : Exception", "B,D1,Other")]
    public void Type_parameter_asks_for_whatever_its_constraint_allows(string handler, string constraint, string expected)
    {
        var manifest = WorkflowTests.ManifestOf($$"""
            public class B(string message) : Exception(message);
            public class D1(string message) : B(message);
            public class Other(string message) : Exception(message);
            public class Helper { public static async Task RunAsync<T>() {{constraint}} { try { await Task.Yield(); } {{handler}} } }
            """);

        Assert.That(string.Join(",", manifest.Exceptions.Select(e => e.TypeName)), Is.EqualTo(expected));
    }

    [Test]
    public void Type_that_may_not_be_mentioned_is_not_made_again()
    {
        var manifest = WorkflowTests.ManifestOf("""
            [Obsolete("Use NewException.", error: true)] public class OldException(string message) : Exception(message);
            [Obsolete("Use New.", error: true)] public class Old { public class InnerException(string message) : Exception(message); }
            public class NewException(string message) : Exception(message);
            public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } catch (Exception) { } } }
            """);

        Assert.That(manifest.Exceptions.Select(e => e.TypeName), Is.EqualTo(["NewException"]));
    }

    [TestCase("static bool IsIt(Exception e) => e is ArithmeticException or AppError1 { Code: 1 };", "AppError1,AppError2,System.ArithmeticException,System.DivideByZeroException,System.NotFiniteNumberException,System.OverflowException")]
    [TestCase("static bool IsIt(Exception e) { switch (e) { case AppError2: return true; default: return e as NotFiniteNumberException is not null; } }", "AppError2,System.NotFiniteNumberException")]
    [TestCase("static int Code(Exception e) => e switch { AppError1 error => error.Code, OverflowException => 2, _ => 3 };", "AppError1,AppError2,System.OverflowException")]
    [TestCase("static bool IsIt(Exception e) => e.GetType() == typeof(OverflowException);", "System.OverflowException")]
    [TestCase("static bool IsIt(object o) => ((Outcome)o).Error?.InnerException is AppError2;", "AppError2")]
    [TestCase("static readonly Func<Exception, bool> IsIt = e => e is OverflowException;", "System.OverflowException")]
    [TestCase("static bool IsIt(Exception e) => e is Exception or OperationCanceledException; static bool Of(object o) => o is string or AppError1;", "")]
    [TestCase("[Step(NonRetryable = [typeof(OverflowException)])] private Task OneAsync(int a) => Task.CompletedTask; static string Name(Exception e) => nameof(OverflowException);", "")]
    public void Table_holds_what_a_test_of_an_exception_names(string member, string expected)
    {
        var manifest = WorkflowTests.ManifestOf($$"""
            public class AppError1(string message) : Exception(message) { public int Code { get; set; } }
            public class AppError2(string message) : AppError1(message);
            public record Outcome(Exception? Error);
            public class W { [Workflow] public Task RunAsync() => Task.CompletedTask; {{member}} }
            """);

        Assert.That(string.Join(",", manifest.Exceptions.Select(e => e.TypeName)), Is.EqualTo(expected));
    }

    [Test]
    public void Exceptions_of_a_driver_are_made_again_where_their_base_type_is_caught()
    {
        var driver = Project.OfFiles("Driver", ("Driver.cs", """
            using System.Data.Common;
            namespace Driver;
            public class DriverException(string message, int driverCode) : DbException(message) { public int DriverCode => driverCode; }
            public sealed class AnotherException(string message) : DriverException(message, 1);
            public sealed class HiddenException : DbException { internal HiddenException() { } }
            [Obsolete] public sealed class OldException(string message) : DbException(message);
            internal sealed class InternalException(string message) : DbException(message);
            public sealed class UnrelatedException(string message) : Exception(message);
            """)).Build();
        var assembly = Program.Load(Project.Of("public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } catch (System.Data.Common.DbException) { } } }")
            .With(Program.ReferenceTo(driver)), driver);

        var manifest = (DurableManifest)Activator.CreateInstance(assembly.GetType("DurableSdk.Generated.App.Manifest")!)!;
        Assert.That(string.Join(",", manifest.Exceptions.Select(e => e.TypeName)), Is.EqualTo("Driver.AnotherException,Driver.DriverException"));
    }

    [Test]
    public void Abstract_type_of_which_no_driver_is_referenced_is_an_error()
    {
        var reported = Project.Of("public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } catch (System.Data.Common.DbException) { } } }").Analyze();

        Assert.That(reported.Select(d => d.Id), Is.EqualTo(["DUR0018"]));
        Assert.That(reported[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), Does.Contain("StepFailedException"));
    }

    [Test]
    public void Driver_whose_own_references_are_missing_is_no_trouble()
    {
        var inner = Project.OfFiles("Inner", ("Inner.cs", "namespace Inner; public interface IDetail; public record Detail(int A);")).Build();
        var driver = Project.OfFiles("Driver", ("Driver.cs", """
            namespace Driver;
            public class PlainException(string message) : System.Data.Common.DbException(message) { public Inner.Detail? Detail { get; set; } }
            public class DetailException(string message) : System.Data.Common.DbException(message), Inner.IDetail;
            """)).With(Program.ReferenceTo(inner)).Build();
        var manifest = (DurableManifest)Activator.CreateInstance(Program.Load(
            Project.Of("public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } catch (System.Data.Common.DbException) { } } }").With(Program.ReferenceTo(driver)),
            driver, inner).GetType("DurableSdk.Generated.App.Manifest")!)!;

        Assert.That(manifest.Exceptions.Select(e => e.TypeName), Is.EqualTo(["Driver.PlainException"]));
    }

    [Test]
    public void Types_of_one_name_in_two_references_are_left_out()
    {
        const string Source = "namespace Driver; public class TwiceException(string message) : System.Data.Common.DbException(message);";
        var one = Project.OfFiles("One", ("One.cs", Source + " public class OnceException(string message) : TwiceException(message);")).Build();
        var two = Project.OfFiles("Two", ("Two.cs", Source)).Build();
        var manifest = (DurableManifest)Activator.CreateInstance(Program.Load(
            Project.Of("public class W { [Workflow] public async Task RunAsync() { try { await Task.Yield(); } catch (System.Data.Common.DbException) { } } }").With(Program.ReferenceTo(one), Program.ReferenceTo(two)),
            one, two).GetType("DurableSdk.Generated.App.Manifest")!)!;

        Assert.That(manifest.Exceptions.Select(e => e.TypeName), Is.EqualTo(["Driver.OnceException"]));
    }

    private static string PropertiesOf(ExceptionDescriptor descriptor, Exception exception)
    {
        if (!descriptor.HasProperties)
            return "{}";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            descriptor.WriteProperties(writer, Serializer, exception);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
