using ArtFactory.Imaging.Pictures;
using ArtFactory.Imaging.Worker;

// The order matters: the limits hold and the loaders are blocked before the first foreign byte is read.
var settings = WorkerSettings.Parse(args);
if (settings is null)
{
    await Console.Error.WriteLineAsync("This is the imaging process of Art Factory. It is started by the program and speaks frames over its pipes.");
    return 2;
}

using var pipes = StandardPipes.Take();
ProcessLimits.Apply(settings);
AllowedLoaders.Enforce();
return await new WorkerLoop(pipes, settings).RunAsync();
