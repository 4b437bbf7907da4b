using Gallery;

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (options.Sample is { } name)
{
    if (Catalogue.Find(name) is { } sample)
        return await Show.RunAsync(sample, options);
    Console.Error.WriteLine($"There is no sample {name}. These are there:");
}

Catalogue.Print();
Console.WriteLine(Options.Usage);
return options.Sample is null ? 0 : 2;
