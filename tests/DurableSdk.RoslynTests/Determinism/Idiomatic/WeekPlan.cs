namespace Idiomatic.WeekPlan;

public sealed record Shift(DayOfWeek Day, string Person);

/// <summary>Iterators and local functions.</summary>
public sealed class WeekPlanWorkflow
{
    [Workflow]
    public async Task<List<Shift>> RunAsync(string[] people, int weeks)
    {
        var shifts = new List<Shift>();
        foreach (var (day, person) in Rotate())
        {
            if (await IsFreeAsync(person, day))
                shifts.Add(new Shift(day, person));
        }

        return shifts;

        IEnumerable<(DayOfWeek Day, string Person)> Rotate()
        {
            var next = 0;
            foreach (var day in WorkingDays(weeks))
                yield return (day, people[next++ % people.Length]);
        }
    }

    private static IEnumerable<DayOfWeek> WorkingDays(int weeks)
    {
        for (var week = 0; week < weeks; week++)
        {
            for (var day = DayOfWeek.Monday; day <= DayOfWeek.Friday; day++)
                yield return day;
        }
    }

    [Step] private static Task<bool> IsFreeAsync(string person, DayOfWeek day) => Task.FromResult(true);
}
