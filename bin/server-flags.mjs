/**
 * How Node runs the server. The default room for young objects grows to 100 MB under a burst (a school that comes in at 7:50) and is not given back for
 * long; with 8 MB 1,000 connections add 28 MB instead of 96 MB, messages go through as fast, and an import of 20,000 stays
 * under 300 MB (npm run bench -- messages import).
 */
export const serverFlags = ['--max-semi-space-size=8']
