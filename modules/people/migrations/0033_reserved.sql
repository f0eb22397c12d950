-- Reserved for another branch; replaced by its migration when the branches come together.
SELECT 1;
