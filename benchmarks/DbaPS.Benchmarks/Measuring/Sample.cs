namespace DbaPS.Benchmarks.Measuring;

/// <summary>One run of one side.</summary>
/// <param name="Seconds">Wall time, or what else the comparison times.</param>
/// <param name="ClientCpu">CPU seconds of the client, with the programs it started.</param>
/// <param name="ServerCpu">CPU seconds of the server's processes.</param>
/// <param name="Bytes">Bytes it left on the disk; 0 where that is not the question.</param>
public readonly record struct Sample(double Seconds, double ClientCpu, double ServerCpu, long Bytes = 0)
{
    public double Cpu => ClientCpu + ServerCpu;
}
