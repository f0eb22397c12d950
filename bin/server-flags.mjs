/**
 * How Node runs the server. The default room for young objects grows to 100 MB under a burst (a school that comes in at 7:50) and is not given back for
 * long; with 8 MB 1,000 connections add 28 MB instead of 96 MB, and messages go through as fast (npm run bench -- messages).
 */
export const serverFlags = ['--max-semi-space-size=8']
