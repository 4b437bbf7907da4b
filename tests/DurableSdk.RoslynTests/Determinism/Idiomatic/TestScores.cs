namespace Idiomatic.TestScores;

public sealed record Score(string Student, string Subject, int Points);

/// <summary>LINQ in both notations over lists.</summary>
public sealed class TestScoresWorkflow
{
    [Workflow]
    public async Task<List<string>> RunAsync(string school)
    {
        var scores = await LoadAsync(school);
        var best =
            from score in scores
            where score.Points >= 50
            group score by score.Student into student
            let average = student.Average(s => s.Points)
            orderby average descending, student.Key
            select (Name: student.Key, Average: average);

        var subjects = scores.ToLookup(s => s.Subject);
        var physics = subjects["physics"].Select(s => s.Points).DefaultIfEmpty().Max();
        var named = scores.DistinctBy(s => s.Student).ToDictionary(s => s.Student, s => s.Points);

        var letters = new List<string>();
        foreach (var (name, average) in best.Take(3))
        {
            if (named.TryGetValue(name, out var points) && points <= physics && average > 60)
                letters.Add(await WriteLetterAsync(name));
        }

        return letters.Zip(Enumerable.Range(1, letters.Count), (letter, number) => $"{number}. {letter}").ToList();
    }

    [Step] private static Task<List<Score>> LoadAsync(string school) => Task.FromResult(new List<Score>());

    [Step] private static Task<string> WriteLetterAsync(string name) => Task.FromResult(name);
}
