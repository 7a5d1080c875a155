using ArtFactory.Web.Cli;

return await FactoryCommands.RunAsync(args, Console.Out, Console.Error);
