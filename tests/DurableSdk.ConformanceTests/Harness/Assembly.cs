// Cases change what belongs to the whole process: cultures, variables, thread-pool threads.
[assembly: NonParallelizable]
