/** Preloaded into the server: when the process that started it is killed, it leaves too instead of keeping the port. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
