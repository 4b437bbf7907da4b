namespace DurableSdk.GalleryTests.Memory;

/// <summary>An employee's first day: one step after the other, two in parallel, and one in a loop.</summary>
public sealed class OfficeWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string name)
    {
        var id = await RegisterAsync(name);
        var equipment = await Task.WhenAll(LaptopAsync(id), AccessAsync(id));
        var courses = new List<string>();
        foreach (var course in (string[])["safety", "tools", "people"])
            courses.Add(await EnrolAsync(id, course));
        return $"{id}: {string.Join(", ", equipment.Concat(courses))}";
    }

    [Step]
    public Task<string> RegisterAsync(string name) => Task.FromResult($"id of {name}");

    [Step]
    public Task<string> LaptopAsync(string id) => Task.FromResult("laptop");

    [Step]
    public Task<string> AccessAsync(string id) => Task.FromResult("access");

    [Step]
    public Task<string> EnrolAsync(string id, string course) => Task.FromResult(course);
}
