using DurableSdk.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>The first instances of a type are made otherwise than the later ones, and nobody may see it.</summary>
public sealed class InstanceConstructorTests
{
    private const int MoreThanReflected = 40;

    [Test]
    public void Services_are_given_from_the_first_instance_to_the_last()
    {
        var cars = MadeOf<Car>();
        Assert.That(cars.Select(car => car.Engine), Is.Unique.And.All.Not.Null);
        Assert.That(cars.Select(car => car.Wheel.Name), Is.All.EqualTo("any"));
    }

    [Test]
    public void Exception_of_a_constructor_arrives_as_it_is()
    {
        using var services = NewServices();
        var constructor = new InstanceConstructor(typeof(Broken));
        for (var i = 0; i < MoreThanReflected; i++)
            Assert.That(() => constructor.Create(services), Throws.TypeOf<TimeoutException>());
    }

    [Test]
    public void Keyed_service_is_the_one_of_its_key() =>
        Assert.That(MadeOf<Keyed>().Select(keyed => keyed.Wheel.Name), Is.All.EqualTo("left"));

    [Test]
    public void Missing_service_has_its_default_value() =>
        Assert.That(MadeOf<Sized>().Select(sized => sized.Size), Is.All.EqualTo(4));

    [Test]
    public void Missing_service_without_one_is_named()
    {
        using var services = NewServices();
        var constructor = new InstanceConstructor(typeof(Stranded));
        for (var i = 0; i < MoreThanReflected; i++)
            Assert.That(() => constructor.Create(services), Throws.InvalidOperationException.With.Message.Contains(nameof(IDisposable)));
    }

    [Test]
    public void Several_constructors_are_refused_from_the_first_instance_on()
    {
        using var services = NewServices();
        var constructor = new InstanceConstructor(typeof(Twofold));
        for (var i = 0; i < MoreThanReflected; i++)
            Assert.That(() => constructor.Create(services), Throws.InvalidOperationException);
    }

    [Test]
    public void Marked_constructor_of_several_is_taken() =>
        Assert.That(MadeOf<Marked>().Select(marked => marked.Wheel?.Name), Is.All.EqualTo("any"));

    private static ServiceProvider NewServices() => new ServiceCollection()
        .AddTransient<Engine>().AddKeyedSingleton("left", new Wheel("left")).AddSingleton(new Wheel("any")).BuildServiceProvider();

    private static List<T> MadeOf<T>()
    {
        using var services = NewServices();
        var constructor = new InstanceConstructor(typeof(T));
        return [.. Enumerable.Range(0, MoreThanReflected).Select(_ => (T)constructor.Create(services))];
    }

    public sealed class Engine;

    public sealed record Wheel(string Name);

    public sealed class Car(Engine engine, Wheel wheel)
    {
        public Engine Engine => engine;

        public Wheel Wheel => wheel;
    }

    public sealed class Broken
    {
        public Broken() => throw new TimeoutException();
    }

    public sealed class Keyed([FromKeyedServices("left")] Wheel wheel)
    {
        public Wheel Wheel => wheel;
    }

    public sealed class Sized(Wheel wheel, int size = 4)
    {
        public int Size => wheel.Name.Length > 0 ? size : 0;
    }

    public sealed class Stranded(IDisposable other)
    {
        public IDisposable Other => other;
    }

    public sealed class Twofold
    {
        public Twofold(Wheel wheel) => Name = wheel.Name;

        public Twofold(Engine engine) => Name = $"{engine}";

        public string Name { get; }
    }

    public sealed class Marked
    {
        public Marked()
        {
        }

        [ActivatorUtilitiesConstructor]
        public Marked(Wheel wheel) => Wheel = wheel;

        public Wheel? Wheel { get; }
    }
}
